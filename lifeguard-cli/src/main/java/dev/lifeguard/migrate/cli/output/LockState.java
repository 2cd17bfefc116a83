package dev.lifeguard.migrate.cli.output;

/** What became of the lock. */
public enum LockState {
    /** It is as it was. */
    UNTOUCHED,
    /** Its row was deleted. */
    REMOVED
}
