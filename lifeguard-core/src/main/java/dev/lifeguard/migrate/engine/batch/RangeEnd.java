package dev.lifeguard.migrate.engine.batch;

/** How the run of a range ended, but for failures. */
public enum RangeEnd {
    /** No key of it is left. */
    OVER,
    /** Somebody asked to let it rest. */
    PAUSED,
    /** Somebody asked to give it up. */
    CANCELLED,
    /** Another runner has it, or it is not there any more. */
    GONE
}
