package dev.lifeguard.migrate.inspect.compat;

/** What a statement is, as PostgreSQL's parser reads it. */
sealed interface ReadStatement {

    /** As it was given. */
    String given();

    /**
     * One that the server can prepare.
     *
     * @param sql with PostgreSQL's own marks for parameters
     */
    record Preparable(String given, String sql, Uses uses) implements ReadStatement {}

    /** One that no schema matters to, such as BEGIN. */
    record WithoutSchema(String given) implements ReadStatement {}

    /** One that cannot be looked at. */
    record Unread(String given, String reason) implements ReadStatement {}
}
