package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import javax.sql.DataSource;

/** The database of a test, for code that logs in by itself. */
public final class TestDatabase {

    private final CopiedDatabase database;

    TestDatabase(CopiedDatabase database) {
        this.database = database;
    }

    /** Its JDBC URL, without user and password. */
    public String url() {
        return database.url();
    }

    /** Who logs in; empty where there are no users. */
    public String user() {
        return database.user();
    }

    /** The user's password; empty where there is none. */
    public String password() {
        return database.password();
    }

    /** Connections to it without a pool. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return database.url();
    }
}
