package dev.lifeguard.migrate.spring;

/** What an application does with its migrations when it starts. */
public enum MigrationMode {
    /** Applies what is pending. */
    RUN,
    /** Changes nothing, and does not start where something is pending or does not fit together. */
    VALIDATE,
    /** Applies what is pending, and ends the process before anything else starts. */
    RUN_AND_EXIT
}
