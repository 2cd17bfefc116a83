package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.error.ErrorDetail;

/**
 * A run of a migration that failed.
 *
 * @param rows what was in the tables that were there before
 * @param cause what it comes from, as far as the server tells
 */
public record StepFailure(Run run, Rows rows, ErrorDetail error, Cause cause) {

    /** What a failure comes from. */
    public enum Cause {
        /** A value breaks a constraint, or cannot be converted. */
        VALUE,
        /** Anything else. */
        OTHER
    }

    /** Which one. */
    public enum Run {
        /** The first way up. */
        UP,
        /** The way down behind it. */
        DOWN,
        /** The way up behind that. */
        UP_AGAIN
    }

    /** What is in the tables. */
    public enum Rows {
        /** What migrations put there. */
        OF_MIGRATIONS,
        /**
         * Two made-up rows, too, in each table that would be empty and that the migration names.
         */
        MADE_UP
    }

    /**
     * Whether other rows could fare better: a made-up value breaks a constraint, or cannot be
     * converted. A null where the migration forbids one comes from the migration.
     */
    public boolean isByValues() {
        return rows == Rows.MADE_UP && cause == Cause.VALUE;
    }

    /** The error's message without what it advises to whoever runs a migration. */
    public String what() {
        return error.happened();
    }
}
