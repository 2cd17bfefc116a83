package dev.lifeguard.migrate.script;

/** What running a statement takes. */
public enum StatementKind {
    /** Is sent as it is, in a transaction or not. */
    ORDINARY,
    /** Is sent as it is, but the server refuses it in a transaction block. */
    OUTSIDE_TRANSACTION,
    /** The same; when it fails, a part of its work may be done and stay. */
    OUTSIDE_IN_PARTS,
    /** Is followed by data in the script, which goes to the server as a COPY stream. */
    COPY_FROM_STDIN,
    /** Is sent as it is, and may give any number of rows, which nobody wants. */
    GIVES_ROWS;

    /** Whether it runs outside a transaction. */
    public boolean runsOutside() {
        return this == OUTSIDE_TRANSACTION || this == OUTSIDE_IN_PARTS;
    }
}
