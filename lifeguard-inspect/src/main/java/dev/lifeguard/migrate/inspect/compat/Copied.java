package dev.lifeguard.migrate.inspect.compat;

/** The table of a COPY, which takes fewer of them than the statement that is prepared instead. */
record Copied(TableName table, Way way) {

    /** Where rows go. */
    enum Way {
        /** Into the table. */
        FROM,
        /** Out of it. */
        TO
    }

    /** Whether it is a view that COPY does not take. */
    boolean isRefused(TableState state) {
        return !state.query().isEmpty()
                && (way == Way.TO
                        || state.triggers().stream()
                                .noneMatch(TableState.Trigger::isInsteadOfInsert));
    }
}
