package dev.lifeguard.migrate.junit.postgres;

import dev.lifeguard.migrate.junit.databases.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The database that tests get copies of.
 *
 * <ol>
 *   <li>Its name has the digest of the migrations and the server's version. One of that name is
 *       complete: it is made by another name, sealed, and renamed.
 *   <li>Where another run makes it, this one waits. Where both make it, one of them cannot rename,
 *       and drops its own.
 *   <li>Sealed, nobody connects to it: PostgreSQL refuses to copy a database in use.
 * </ol>
 */
record Template(String name, Copying copying) {

    static final String PREFIX = "lg_template_";
    static final String UNFINISHED_PREFIX = "lg_making_";

    private static final Duration POLL = Duration.ofMillis(50);

    /** Ten minutes: whoever makes it for so long is not waited for any more. */
    private static final int MOST_POLLS = 12_000;

    /** Finds it, or makes it. */
    static Template of(Migrations migrations, PostgresServer server) {
        String key = "%s_%s".formatted(migrations.digest(), server.version());
        String name = PREFIX + key;
        try (Connection connection = server.connect()) {
            for (int tries = 0; !exists(connection, name); tries++) {
                if (tries == MOST_POLLS || !isMade(connection, key)) {
                    make(connection, server, migrations, key);
                } else {
                    pause();
                }
            }
            return new Template(name, Copying.of(connection, server, name));
        } catch (SQLException failure) {
            throw SqlFault.unreachable("The template of the tests could not be made", failure);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        return isTrue(
                connection,
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = ?)",
                name);
    }

    /** By a run that is alive. */
    private static boolean isMade(Connection connection, String key) throws SQLException {
        return isTrue(
                connection,
                """
                SELECT EXISTS (
                    SELECT FROM pg_catalog.pg_database d
                    JOIN pg_catalog.pg_stat_activity a
                        ON a.application_name = '%s' || right(d.datname, 8)
                    WHERE d.datname LIKE replace(?, '_', '\\_') || '\\_%%'
                )
                """
                        .formatted(PostgresServer.RUN_PREFIX),
                UNFINISHED_PREFIX + key);
    }

    private static boolean isTrue(Connection connection, String query, String value)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void make(
            Connection connection, PostgresServer server, Migrations migrations, String key)
            throws SQLException {
        // Another one for each try: two threads of a run may try.
        String unfinished = server.nextName(UNFINISHED_PREFIX + key + "_");
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("CREATE DATABASE \"%s\"".formatted(unfinished));
                migrations.apply(server.database(unfinished).dataSource());
                statement.execute(
                        "ALTER DATABASE \"%s\" WITH IS_TEMPLATE true ALLOW_CONNECTIONS false"
                                .formatted(unfinished));
                end(statement, unfinished);
                statement.execute(
                        "ALTER DATABASE \"%s\" RENAME TO \"%s%s\""
                                .formatted(unfinished, PREFIX, key));
            } catch (SQLException | RuntimeException failure) {
                dropUnfinished(statement, unfinished, failure);
                if (!(failure instanceof SQLException sql) || !SqlFault.isDuplicate(sql)) {
                    throw failure;
                }
                // Another run made it meanwhile.
            }
        }
    }

    /** Sessions of the migrations that go on, for example a background worker of an extension. */
    private static void end(Statement statement, String name) throws SQLException {
        statement.execute(
                """
                SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                WHERE datname = '%s'
                """
                        .formatted(name));
    }

    private static void dropUnfinished(Statement statement, String name, Exception failure) {
        try {
            drop(statement, name);
        } catch (SQLException stays) {
            failure.addSuppressed(stays);
        }
    }

    /** Drops a template, or what should have become one. */
    static void drop(Statement statement, String name) throws SQLException {
        try {
            statement.execute("ALTER DATABASE \"%s\" WITH IS_TEMPLATE false".formatted(name));
            statement.execute("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(name));
        } catch (SQLException failure) {
            if (!SqlFault.is(SqlFault.MISSING, failure)) {
                throw failure;
            }
        }
    }

    /** Makes a copy of it. */
    void copy(Statement statement, String to) throws SQLException {
        statement.execute(
                String.format(
                        Locale.ROOT,
                        "CREATE DATABASE \"%s\" TEMPLATE \"%s\"%s",
                        to,
                        name,
                        copying.clause()));
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while another process made the template", interrupt);
        }
    }
}
