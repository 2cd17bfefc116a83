package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;

/** Files that a tool leaves alone in silence, though they look like its own. */
public final class PassedOver {

    private PassedOver() {}

    /**
     * One that does not run here either; where its name begins with a digit it was probably meant
     * as a migration, and is refused.
     *
     * @param why goes on from the file's name, up to a comma: "does not begin with digits"
     * @param pattern a name that the tool would take, in quotes
     */
    public static Found of(MigrationFile file, String why, String tool, String pattern) {
        char first = file.name().charAt(0);
        return first >= '0' && first <= '9'
                ? new Found.Refused(
                        file,
                        "%s, so that %s passes over it. Name it %s, or move it away."
                                .formatted(why, tool, pattern))
                : new Found.LeftOut(
                        file,
                        "is not run: it %s, so that %s passes over it too. A migration is named %s."
                                .formatted(why, tool, pattern));
    }
}
