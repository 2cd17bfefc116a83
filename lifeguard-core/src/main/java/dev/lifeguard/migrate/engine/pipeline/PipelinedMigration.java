package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.Closing;
import dev.lifeguard.migrate.engine.outcome.TransactionFailure;
import dev.lifeguard.migrate.engine.program.SentStatement;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.jdbc.AuthoredStatements;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A migration among those that are sent together, and where its statements are.
 *
 * @param step the migration
 * @param history writes its row
 * @param leaves what its session may keep of the script
 * @param ahead this library's statements that take back what the migration before it set
 * @param opening this library's statement before the script
 * @param script the author's statements, and the limit to their waits where it comes between
 * @param behind this library's statements behind a script that may have changed the session
 */
record PipelinedMigration(
        PlannedStep step,
        HistoryWriter history,
        Leaves leaves,
        List<BoundSql> ahead,
        BoundSql opening,
        List<SentStatement> script,
        List<BoundSql> behind) {

    /** The same behind another one that is sent with it. */
    PipelinedMigration following(List<BoundSql> takingBack) {
        return new PipelinedMigration(step, history, leaves, takingBack, opening, script, behind);
    }

    /** How many statements are sent: the opening and the closing one and the COMMIT, too. */
    int size() {
        return ahead.size() + script.size() + behind.size() + 3;
    }

    /** How long the author's statements are. */
    int characters() {
        int characters = 0;
        for (SentStatement statement : script) {
            characters += statement.text().length();
        }
        return characters;
    }

    /**
     * All that is sent.
     *
     * @param own makes what is sent of the opening and the closing statement
     */
    List<BoundSql> statements(Closing commit, UnaryOperator<BoundSql> own) {
        List<BoundSql> statements = new ArrayList<>(size());
        statements.addAll(ahead);
        statements.add(own.apply(opening));
        for (SentStatement statement : script) {
            statements.add(BoundSql.of(statement.text()));
        }
        statements.addAll(behind);
        statements.add(own.apply(history.closing(commit)));
        statements.add(
                switch (commit) {
                    case DURABLE -> AuthoredStatements.COMMIT;
                    case FOLLOWED -> AuthoredStatements.COMMIT_AND_BEGIN;
                });
        return statements;
    }

    /** The author's statement at an index among all that are sent; null for another one. */
    @Nullable SqlStatement authors(int index) {
        int at = index - ahead.size() - 1;
        return at >= 0 && at < script.size() ? script.get(at).authors() : null;
    }

    /** Whether the statement at an index commits the migration. */
    boolean isCommit(int index) {
        return index == size() - 1;
    }

    /** Where in the migration a statement of this library's own is. */
    String phase(int index) {
        if (index <= ahead.size()) {
            return TransactionFailure.BEFORE;
        }
        return isCommit(index) ? TransactionFailure.COMMIT : TransactionFailure.BEHIND;
    }
}
