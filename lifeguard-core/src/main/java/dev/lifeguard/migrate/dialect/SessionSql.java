package dev.lifeguard.migrate.dialect;

/** Statements on the settings of a session, so that what a script sets stays its own. */
public interface SessionSql {

    /**
     * One row: the schema that is resolved first, or null; the search path; and the number of the
     * server's process, or null where it has none.
     */
    BoundSql place();

    /** One row for each setting that the session itself changed: its name and its value. */
    BoundSql changed();

    /** One row for each setting that says who the session is: its name and its value. */
    BoundSql identity();

    /** Puts every setting that the session changed back to what it was at the login. */
    BoundSql reset();

    /** Sets one setting. */
    BoundSql set(Lasting lasting, String setting, String value);

    /** How long a setting lasts. */
    enum Lasting {
        /** To the end of the transaction. */
        TRANSACTION,
        /** To the end of the session. */
        SESSION
    }

    /** The search path that looks into a schema first and then where it looked before. */
    String pathThrough(String schema, String searchPath);
}
