package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;

/** Files that a tool leaves alone in silence, though they look like its own. */
public final class PassedOver {

    private PassedOver() {}

    /**
     * One that is refused for that.
     *
     * @param why goes on from the file's name, up to a comma: "does not begin with digits"
     * @param pattern a name that the tool would take, in quotes
     */
    public static Found of(MigrationFile file, String why, String tool, String pattern) {
        return new Found.Refused(
                file,
                "%s, so that %s passes over it. Name it %s, or move it away."
                        .formatted(why, tool, pattern));
    }
}
