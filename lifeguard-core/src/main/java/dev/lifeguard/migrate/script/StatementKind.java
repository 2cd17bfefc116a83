package dev.lifeguard.migrate.script;

/** What running a statement takes. */
public enum StatementKind {
    /** Is sent as it is, in a transaction or not. */
    ORDINARY,
    /** Is sent as it is, but the server refuses it in a transaction block. */
    OUTSIDE_TRANSACTION,
    /** Is followed by data in the script, which goes to the server as a COPY stream. */
    COPY_FROM_STDIN,
    /** Is sent as it is, and may give any number of rows, which nobody wants. */
    GIVES_ROWS
}
