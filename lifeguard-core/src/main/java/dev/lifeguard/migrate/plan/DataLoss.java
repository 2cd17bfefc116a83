package dev.lifeguard.migrate.plan;

/** What a way down does that would take rows away which no migration put there. */
public enum DataLoss {
    /** It runs, and they are gone. */
    ALLOW,
    /** It is refused before anything runs. */
    REFUSE,
    /** They are copied into tables of their own first. */
    QUARANTINE
}
