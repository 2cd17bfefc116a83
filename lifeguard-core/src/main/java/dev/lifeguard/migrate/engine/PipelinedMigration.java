package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.Closing;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.script.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A migration among those that are sent together, and where its statements are.
 *
 * @param step the migration
 * @param history writes its row
 * @param opening this library's statement before the script
 * @param script the author's
 * @param restoring this library's statements that take back what the script set for its session
 */
record PipelinedMigration(
        PlanStep step,
        HistoryWriter history,
        BoundSql opening,
        List<SqlStatement> script,
        List<BoundSql> restoring) {

    /** How many statements are sent: the opening and the closing one and the COMMIT, too. */
    int size() {
        return script.size() + restoring.size() + 3;
    }

    /** How long the author's statements are. */
    int characters() {
        int characters = 0;
        for (SqlStatement statement : script) {
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
        statements.add(own.apply(opening));
        for (SqlStatement statement : script) {
            statements.add(BoundSql.of(statement.text()));
        }
        statements.addAll(restoring);
        statements.add(own.apply(history.closing(commit)));
        statements.add(
                switch (commit) {
                    case DURABLE -> Session.COMMIT;
                    case FOLLOWED -> Session.COMMIT_AND_BEGIN;
                });
        return statements;
    }

    /** The author's statement at an index among all that are sent; null for another one. */
    @Nullable SqlStatement authors(int index) {
        int at = index - 1;
        return at >= 0 && at < script.size() ? script.get(at) : null;
    }

    /** Whether the statement at an index commits the migration. */
    boolean isCommit(int index) {
        return index == size() - 1;
    }

    /** Where in the migration a statement of this library's own is. */
    String phase(int index) {
        if (index == 0) {
            return TransactionFailure.BEFORE;
        }
        return isCommit(index) ? TransactionFailure.COMMIT : TransactionFailure.BEHIND;
    }
}
