package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.source.MigrationVersion;

/**
 * What a migration means for a statement of the application that runs.
 *
 * @param statement as it was given
 * @param version of a repeatable migration, which has none, what stands for it
 * @param name the migration's
 * @param file its file, relative to its source
 * @param reason one sentence
 */
public record CompatFinding(
        Level level,
        String statement,
        MigrationVersion version,
        String name,
        String file,
        String reason) {

    /** How bad it is. */
    public enum Level {
        /** It fails, or may fail, or does another thing. */
        BREAK,
        /** It goes on; whether the application does depends on what is not known here. */
        CAUTION
    }

    /** Version and name of the migration as messages show them. */
    public String label() {
        return version.label(name);
    }
}
