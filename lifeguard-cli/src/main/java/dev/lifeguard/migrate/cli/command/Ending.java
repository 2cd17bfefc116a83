package dev.lifeguard.migrate.cli.command;

/** How a command that did its work ends; each has an exit code. */
public enum Ending {
    /** Done. */
    DONE,
    /** It was asked to mind pending migrations, and there are some. */
    PENDING,
    /** It looked, and found what its user does not want. */
    FOUND
}
