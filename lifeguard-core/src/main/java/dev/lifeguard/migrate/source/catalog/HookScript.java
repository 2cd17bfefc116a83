package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.Locale;

/**
 * A hook as it was found.
 *
 * @param moment when it runs
 * @param script what runs; its name is its file's, and its version stands for none
 * @param source the description of the source that it is in
 */
public record HookScript(Moment moment, SqlScript script, String source) {

    /** The word that users know a moment by, in lower case, such as {@code before_up}. */
    public static String word(Moment moment) {
        return moment.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it runs around each migration, and not around the run. */
    public boolean isOfMigrations() {
        return switch (moment) {
            case BEFORE_UP, AFTER_UP -> false;
            case BEFORE_MIGRATION, AFTER_MIGRATION -> true;
        };
    }
}
