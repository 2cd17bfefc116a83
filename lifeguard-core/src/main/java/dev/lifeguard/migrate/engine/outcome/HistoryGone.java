package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.sql.SQLException;
import java.util.Set;

/** Says that the state table, which was there before a script, is not there behind it. */
public final class HistoryGone {

    private static final Set<Condition> GONE =
            Set.of(
                    Condition.TABLE_MISSING,
                    Condition.SCHEMA_MISSING,
                    Condition.DATABASE_MISSING,
                    Condition.NAME_MISSING);

    private HistoryGone() {}

    /** With the failure of a statement on the state table behind the script's. */
    public static boolean says(SQLException failure) {
        return GONE.contains(SqlError.condition(failure));
    }

    /** What to do where the script is rolled back, and the state table is there again. */
    static String undone(RunContext context, PlannedStep step) {
        return ("The script drops the state table \"%s\" and the history with it, or renames it."
                        + " Take out what does, such as a DROP … CASCADE of its schema, and run %s"
                        + " again.")
                .formatted(context.table(), step.direction().word());
    }

    /** What to do where nothing is rolled back. */
    public static String forGood(RunContext context) {
        return ("The statement took effect, and the state table \"%s\" is not there any more: it"
                    + " dropped the history with it, or renamed the table. Bring that back, from a"
                    + " backup or by its name; without it the next run begins with the first"
                    + " migration.")
                .formatted(context.table());
    }
}
