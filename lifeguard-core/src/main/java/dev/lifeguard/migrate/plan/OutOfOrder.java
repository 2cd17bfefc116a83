package dev.lifeguard.migrate.plan;

/** What happens to a pending migration that is older than the newest applied one. */
public enum OutOfOrder {
    /** It refuses the run. */
    REFUSE,
    /** It is applied. */
    ALLOW
}
