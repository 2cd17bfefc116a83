package dev.lifeguard.migrate.cli.output;

/** What an import did. */
public enum Importing {
    /** It wrote what it took over. */
    DONE,
    /** It only looked. */
    COMPARED,
    /** It took back what was taken over. */
    UNDONE,
    /** It only looked at what it would take back. */
    UNDO_COMPARED
}
