package dev.lifeguard.migrate.pgparser;

/** SQL that PostgreSQL's parser refuses, in its words. */
public final class PgSyntaxError extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    PgSyntaxError(String message, int position) {
        super(message);
        this.position = position;
    }

    PgSyntaxError(String message, int position, Throwable cause) {
        super(message, cause);
        this.position = position;
    }

    /**
     * Where PostgreSQL's message points to, as an index into the text that was parsed: the begin of
     * the token that it did not expect, or the length of the text where more was expected.
     */
    public int position() {
        return position;
    }
}
