package dev.lifeguard.migrate.source;

/** One migration as it was found: its version, its name, and what its content hashes to. */
public sealed interface Script permits SqlScript {

    /** The version, unique in a catalog. */
    MigrationVersion version();

    /** The name without version and file ending, for example {@code create_users}. */
    String name();

    /** The file that it was read from, relative to its source, with {@code /} between folders. */
    String fileName();

    /** The checksum of its content; of a pair of files, that of the up file. */
    Checksum checksum();

    /** Version and name as messages show them, for example {@code 20240120120000 create_users}. */
    default String label() {
        return version() + " " + name();
    }
}
