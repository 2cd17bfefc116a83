package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;

/** One of several statements that were sent together failed; those after it did not run. */
public final class StatementFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final SQLException failure;

    StatementFailedException(int index, SQLException failure) {
        super(failure);
        this.index = index;
        this.failure = failure;
    }

    /** Which of them failed, from 0. */
    public int index() {
        return index;
    }

    /** What the driver said. */
    public SQLException failure() {
        return failure;
    }
}
