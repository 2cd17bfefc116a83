package dev.lifeguard.migrate.cli.settings;

/** How much is said on stderr. */
public enum Verbosity {
    /** Warnings and errors only. */
    QUIET,
    /** Progress too. */
    NORMAL,
    /** The log instead of the progress, with every statement. */
    VERBOSE
}
