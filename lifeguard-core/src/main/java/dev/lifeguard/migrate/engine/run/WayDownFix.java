package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.sql.SQLException;

/** Says how the way back of a migration is mended. */
final class WayDownFix {

    private WayDownFix() {}

    /**
     * What to do about a statement that failed.
     *
     * @param usual what is said of any other failure, for the beginning of a sentence
     */
    static String of(PlannedStep step, SQLException failure, String usual) {
        if (SqlError.condition(failure) == Condition.NEEDED_BY_OTHERS) {
            return "Drop by hand what depends on it (where a repeatable migration made that, say so with %s, and the next up makes it anew)"
                    .formatted(Remedy.MARK_UNDONE.of("r_NAME"));
        }
        return isWhole(step)
                ? "%s, accept its new checksum (%s)"
                        .formatted(
                                usual,
                                Remedy.ACCEPT_CHECKSUM.of(
                                        step.version().number(), step.version().label()))
                : usual;
    }

    /** Whether the way down is in the file whose checksum the history has. */
    private static boolean isWhole(PlannedStep step) {
        return step.script() instanceof SqlScript script && script.form().part() == Part.WHOLE;
    }
}
