package dev.lifeguard.migrate.inspect.compat;

import java.util.Optional;

/** The materialized view of a REFRESH, which needs more of it than who reads it, or less. */
record Refreshed(TableName view, Way way) {

    /** How. */
    enum Way {
        /** All of it is written anew, whatever was in it. */
        WHOLE,
        /** CONCURRENTLY: its old rows are compared with the new ones. */
        COMPARED
    }

    /** What is to be said of it now. */
    Optional<Said> said(TableState before, TableState now) {
        if (way == Way.COMPARED && before.tellsRowsApart() && !now.tellsRowsApart()) {
            return Optional.of(
                    Said.breaks(
                            "CONCURRENTLY needs a unique index of columns alone and for all rows, which %s has not now."
                                    .formatted(now.said())));
        }
        return way == Way.COMPARED ? unfilled(before, now) : Optional.empty();
    }

    /** What is to be said where it is read. */
    static Optional<Said> unfilled(TableState before, TableState now) {
        return now.became(TableState.Trait.NOT_FILLED, before)
                ? Optional.of(
                        Said.breaks(
                                "It reads %s, which is WITH NO DATA now: PostgreSQL refuses that until somebody refreshes it."
                                        .formatted(now.said())))
                : Optional.empty();
    }
}
