package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.script.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration among those that are sent together, and where its statements are.
 *
 * @param step the migration
 * @param history writes its row
 * @param opening this library's statements before the script, the BEGIN first
 * @param script the author's
 * @param restoring this library's statements that take back what the script set for its session
 */
record PipelinedMigration(
        PlanStep step,
        HistoryWriter history,
        List<BoundSql> opening,
        List<SqlStatement> script,
        List<BoundSql> restoring) {

    /** How many statements are sent: the closing one and the COMMIT, too. */
    int size() {
        return opening.size() + script.size() + restoring.size() + 2;
    }

    /** How long the author's statements are. */
    int characters() {
        int characters = 0;
        for (SqlStatement statement : script) {
            characters += statement.text().length();
        }
        return characters;
    }

    /** All that is sent, with the statement that writes the history's row. */
    List<BoundSql> statements(BoundSql closing) {
        List<BoundSql> statements = new ArrayList<>(opening);
        for (SqlStatement statement : script) {
            statements.add(BoundSql.of(statement.text()));
        }
        statements.addAll(restoring);
        statements.add(closing);
        statements.add(Session.COMMIT);
        return statements;
    }

    /** The author's statement at an index among all that are sent; null for another one. */
    @Nullable SqlStatement authors(int index) {
        int at = index - opening.size();
        return at >= 0 && at < script.size() ? script.get(at) : null;
    }

    /** Where in the migration a statement of this library's own is. */
    String phase(int index) {
        if (index < opening.size()) {
            return TransactionFailure.BEFORE;
        }
        return index == size() - 1 ? TransactionFailure.COMMIT : TransactionFailure.BEHIND;
    }
}
