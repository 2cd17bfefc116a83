package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.Remains;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Runs what must be outside a transaction, and again for a while where it meets another
 * transaction's lock: behind the pause what its last try left in the middle is ended first, such as
 * an INVALID index. While another session builds an index there, that is not known, and is waited
 * for like a lock.
 */
final class OutsideTries {

    private final OutsideStatement outside;
    private final Resumption resumption;
    private final ConcurrentWork work;
    private final NextTry tries;

    OutsideTries(
            OutsideStatement outside, Resumption resumption, ConcurrentWork work, NextTry tries) {
        this.outside = outside;
        this.resumption = resumption;
        this.work = work;
        this.tries = tries;
    }

    /** Runs one with its progress around it. */
    void untilDone(SqlStatement statement) throws SQLException {
        Optional<SQLException> met = run(statement);
        while (met.isPresent()) {
            SQLException failure = met.get();
            tries.await(
                    failure, outside.stopped(), told -> outside.givenUp(failure, statement, told));
            met = work.outcome() instanceof Remains.Outcome.UnderWay ? met : runAgain(statement);
        }
        tries.over();
    }

    /** Gives what the server said where it met another transaction's lock. */
    private Optional<SQLException> run(SqlStatement statement) throws SQLException {
        return met(() -> outside.execute(statement));
    }

    private Optional<SQLException> runAgain(SqlStatement statement) throws SQLException {
        return met(
                () -> {
                    if (resumption.isDoneByLastTry(statement)) {
                        outside.recordDone(statement);
                    } else {
                        outside.execute(statement);
                    }
                });
    }

    @FunctionalInterface
    private interface Try {

        void run() throws ScriptStatementException, SQLException;
    }

    private Optional<SQLException> met(Try one) throws SQLException {
        tries.begins();
        try {
            one.run();
            return Optional.empty();
        } catch (ScriptStatementException busy) {
            return Optional.of(busy.failure());
        } finally {
            tries.ended();
        }
    }
}
