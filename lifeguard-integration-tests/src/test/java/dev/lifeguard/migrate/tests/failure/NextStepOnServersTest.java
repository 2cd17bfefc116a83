package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a real server or driver refuses comes with the step that helps against it. */
@OnPostgres
final class NextStepOnServersTest {

    private static final String SETTINGS =
            " Check what it is made with: the user, the password, the parameters in the URL, and"
                    + " those for TLS (certificates, the server's name in its own).";

    @AutoClose private final Project project;
    private final TestDatabase database;

    NextStepOnServersTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private String failureOfUp(PGSimpleDataSource dataSource) {
        return failureOf(() -> project.migrator(dataSource).build().up()).detail().coded();
    }

    @Test
    void aNewValueOfAnEnumIsUsedAtOnce() {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TYPE mood AS ENUM ('a');
                CREATE TABLE item (m mood);
                """);
        project.write(
                "20240102000000_two.sql",
                """
                ALTER TYPE mood ADD VALUE 'b';
                INSERT INTO item VALUES ('b');
                """);

        assertThat(failureOfUp(database.dataSource()))
                .contains("20240102000000_two.sql:2:", "(SQLState 55P04)")
                .contains(
                        "Put what uses the enum's new value into a migration of its own behind this"
                                + " one, and run up again.");
    }

    @Test
    void aBlockCommits() {
        project.write("20240101000000_one.sql", "DO $$ BEGIN COMMIT; END $$;\n");

        assertThat(failureOfUp(database.dataSource()))
                .contains("20240101000000_one.sql:1:", "(SQLState 2D000)")
                .contains(
                        "Put the line \"-- lifeguard:no-transaction\" above its first statement and"
                                + " run up again.");
    }

    @Test
    void aTableHasPendingTriggers() {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE item (a int PRIMARY KEY);
                CREATE TABLE part (
                    a int REFERENCES item DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO item VALUES (1);
                INSERT INTO part VALUES (1);
                ALTER TABLE part ADD b int;
                """);

        assertThat(failureOfUp(database.dataSource()))
                .contains("20240101000000_one.sql:6:", "(SQLState 55006)")
                .contains(
                        "where this script itself does (pending trigger events), put the statement"
                            + " into a migration of its own behind this one, and run up again.");
    }

    @Test
    void noPasswordIsGiven() {
        PGSimpleDataSource dataSource = database.dataSource(database.createRole("a", "x"), "");

        assertThat(failureOfUp(dataSource))
                .isEqualTo(
                        "LG-501 The connection could not be set up: The server requested"
                                + " SCRAM-based authentication, but the password is an empty string"
                                + " (SQLState 08004)."
                                + SETTINGS);
    }

    @Test
    void whatCannotPassIsNotTriedAgain() {
        PGSimpleDataSource dataSource = database.dataSource(database.createRole("a", "x"), "");
        long start = System.nanoTime();

        failureOf(
                () ->
                        project.migrator(dataSource)
                                .connectTimeout(Duration.ofMinutes(5))
                                .build()
                                .up());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theServerHasNoTls() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setSslMode("require");

        assertThat(failureOfUp(dataSource))
                .isEqualTo(
                        "LG-501 The connection could not be set up: The server does not support SSL"
                                + " (SQLState 08004)."
                                + SETTINGS);
    }

    @Test
    void theServerKnowsNoSuchParameter() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setOptions("-c no_such_parameter=1");

        assertThat(failureOfUp(dataSource))
                .isEqualTo(
                        "LG-501 The server refused to begin the session: unrecognized configuration"
                            + " parameter \"no_such_parameter\" (SQLState 42704). Check the"
                            + " parameters in the URL, what is set for this user and database, and"
                            + " the settings of a pooler between (ignore_startup_parameters).");
    }

    @Test
    void theDatabaseIsClosed() {
        String name = database.name();
        PGSimpleDataSource dataSource = database.dataSource();
        database.execute(
                "UPDATE pg_database SET datallowconn = false WHERE datname = '%s'".formatted(name));

        assertThat(failureOfUp(dataSource))
                .isEqualTo(
                        ("LG-501 The database takes no connections: database \"%s\" is not"
                             + " currently accepting connections (SQLState 55000). Allow them"
                             + " (ALTER DATABASE … ALLOW_CONNECTIONS true), or name another one.")
                                .formatted(name));
    }

    @Test
    void theScriptMayNotDoThat() {
        String role = database.createRole("b", "x");
        database.execute("GRANT CREATE ON SCHEMA public TO " + role, "CREATE TABLE mine (a int)");
        project.write("20240101000000_one.sql", "DROP TABLE mine;\n");

        assertThat(failureOfUp(database.dataSource(role, "x")))
                .startsWith(
                        "LG-201 Migration 20240101000000 one failed at 20240101000000_one.sql:1:1:"
                                + " must be owner of table mine (SQLState 42501). Nothing was"
                                + " changed: the transaction was rolled back. Give this user the"
                                + " right that is missing, or name one that has it, and run up"
                                + " again.");
    }

    @Test
    void rowLevelSecurityRefuses() {
        String role = database.createRole("c", "x");
        database.execute(
                "CREATE TABLE mine (a int)",
                "ALTER TABLE mine ENABLE ROW LEVEL SECURITY",
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT ALL ON mine TO " + role);
        project.write("20240101000000_one.sql", "INSERT INTO mine VALUES (1);\n");

        assertThat(failureOfUp(database.dataSource(role, "x")))
                .contains(
                        "new row violates row-level security policy for table \"mine\" (SQLState"
                            + " 42501). Nothing was changed: the transaction was rolled back. Give"
                            + " this user the right that is missing, or name one that has it, and"
                            + " run up again.");
    }

    @Test
    void aTemporaryFileMayNotGrow() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setOptions("-c temp_file_limit=1MB -c work_mem=64kB");
        project.write(
                "20240101000000_one.sql",
                "SELECT count(*) FROM (SELECT g FROM generate_series(1, 900000) g ORDER BY g DESC"
                        + " OFFSET 1) s;\n");

        assertThat(failureOfUp(dataSource))
                .contains(
                        "(SQLState 53400). Nothing was changed: the transaction was rolled back."
                            + " Raise the limit that it names, or let the statement need less, and"
                            + " run up again.");
    }

    @Test
    void theUrlsOwnLimitEndsTheWait() throws SQLException {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setSocketTimeout(1);
        project.write("20240101000000_one.sql", "SELECT pg_sleep(3);\n");

        assertThat(failureOfUp(dataSource))
                .isEqualTo(
                        "LG-501 The connection to the database was lost in the middle of migration"
                            + " 20240101000000 one: An I/O error occurred while sending to the"
                            + " backend: Read timed out (SQLState 08006). Nothing was changed: the"
                            + " transaction was rolled back. Run up again when it is back, or raise"
                            + " socketTimeout where the URL sets it.");
    }
}
