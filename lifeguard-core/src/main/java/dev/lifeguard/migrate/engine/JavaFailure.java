package dev.lifeguard.migrate.engine;

/** A Java migration failed by itself, not at a statement. */
final class JavaFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;

    JavaFailure(Throwable thrown) {
        super(thrown);
        this.thrown = thrown;
    }

    /** What the migration threw. */
    Throwable thrown() {
        return thrown;
    }
}
