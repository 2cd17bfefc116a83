package dev.lifeguard.migrate.engine.batch;

/** Java code of a batch failed by itself, not at a statement; its owner words it. */
final class BatchCodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;

    /** What it threw. */
    BatchCodeException(Throwable thrown) {
        super(thrown.toString(), thrown);
        this.thrown = thrown;
    }

    Throwable thrown() {
        return thrown;
    }
}
