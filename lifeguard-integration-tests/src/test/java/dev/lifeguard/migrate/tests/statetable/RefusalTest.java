package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A state table that is something else, or that this user may not use. */
@OnPostgres
final class RefusalTest {

    private static final String OTHER_PLACE = ", or name another one with schema(…) and table(…).";

    @AutoClose private final Project project;
    private final TestDatabase database;

    RefusalTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private void requireRefused(LifeguardException failure, String message) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure).hasMessage("LG-101 " + message);
        assertThat(database.has("one")).isFalse();
    }

    @Test
    void aViewIsRefused() {
        database.execute("CREATE VIEW lifeguard_migrations AS SELECT 1 AS version");

        requireRefused(
                failureOf(project::up),
                "The state table \"lifeguard_migrations\" is not a table but a view or the like."
                        + " Remove it"
                        + OTHER_PLACE);
    }

    @Test
    void aViewOfAWholeStateTableIsRefusedToo() {
        project.migrator().table("real").build().up();
        database.execute(
                "DROP TABLE one", "CREATE VIEW lifeguard_migrations AS SELECT * FROM real");

        requireRefused(
                failureOf(project::up),
                "The state table \"lifeguard_migrations\" is not a table but a view or the like."
                        + " Remove it"
                        + OTHER_PLACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SEQUENCE lifeguard_migrations",
                "CREATE MATERIALIZED VIEW lifeguard_migrations AS SELECT 1 AS version",
                "CREATE TYPE lifeguard_migrations AS (version bigint)"
            })
    void whatIsNoTableIsRefused(String made) {
        database.execute(made);

        requireRefused(
                failureOf(project::up),
                "The state table \"lifeguard_migrations\" is not a table but a view or the like."
                        + " Remove it"
                        + OTHER_PLACE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    version int PRIMARY KEY        | has the column version of the type integer and not bigint. Make it a bigint
                    version text PRIMARY KEY       | has the column version of the type text and not bigint. Make it a bigint
                    version numeric(14) UNIQUE     | has the column version of the type numeric(14,0) and not bigint. Make it a bigint
                    version bigint                 | has no unique key of the column version alone, which its lock needs. Make version the primary key
                    """)
    void aTableWhoseVersionsAreNoKeyIsRefused(String version, String why) {
        database.execute(
                ("CREATE TABLE lifeguard_migrations (%s, name text, checksum text,"
                                + " applied_at timestamptz, execution_time_ms bigint,"
                                + " success boolean)")
                        .formatted(version));

        String message = "The state table \"lifeguard_migrations\" " + why + OTHER_PLACE;
        requireRefused(failureOf(project::up), message);
        requireRefused(failureOf(() -> project.migrator().build().status()), message);
    }

    @Test
    void aTableThatACrashWouldEmptyIsRefused() {
        project.up();
        database.execute("ALTER TABLE lifeguard_migrations SET UNLOGGED", "DROP TABLE one");

        String message =
                "The state table \"lifeguard_migrations\" is UNLOGGED: a crash of the server"
                    + " empties it, and with it the history. Run ALTER TABLE lifeguard_migrations"
                    + " SET LOGGED"
                        + OTHER_PLACE;
        requireRefused(failureOf(project::up), message);
        requireRefused(failureOf(() -> project.migrator().build().status()), message);
    }

    @Test
    void aKeyThatIsCheckedLateIsCalledThat() {
        project.up();
        database.execute(
                "ALTER TABLE lifeguard_migrations DROP CONSTRAINT lifeguard_migrations_pkey",
                "ALTER TABLE lifeguard_migrations ADD CONSTRAINT late PRIMARY KEY (version)"
                        + " DEFERRABLE",
                "DROP TABLE one");

        requireRefused(
                failureOf(project::up),
                "The state table \"lifeguard_migrations\" has the key \"late\", which is"
                        + " DEFERRABLE: the lock needs one that is checked at once. Make it anew"
                        + " without DEFERRABLE"
                        + OTHER_PLACE);
    }

    @Test
    void aTableOfOtherTypesIsRefused() {
        database.execute(
                """
                CREATE TABLE lifeguard_migrations (version bigint PRIMARY KEY, name text,
                    checksum text, applied_at text, execution_time_ms bigint, success text)
                """);

        requireRefused(
                failureOf(() -> project.migrator().build().status()),
                "The state table \"lifeguard_migrations\" is none of this program's: function"
                        + " pg_catalog.isfinite(text) does not exist (SQLState 42883). Rename it"
                        + OTHER_PLACE);
    }

    @Test
    void aTableOfAnOlderVersionIsTakenOverByItsOwner() {
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        database.execute("ALTER TABLE lifeguard_migrations DROP COLUMN applied_order");
        String role = database.createRole("writer", "secret");
        database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON lifeguard_migrations TO " + role);

        assertThat(
                        failureOf(
                                () ->
                                        project.migrator(database.dataSource(role, "secret"))
                                                .build()
                                                .up()))
                .hasMessage(
                        "LG-101 The state table \"lifeguard_migrations\" lacks columns of this"
                                + " version, which cannot be added: must be owner of table"
                                + " lifeguard_migrations (SQLState 42501). Run this once as the"
                                + " table's owner"
                                + OTHER_PLACE);
    }

    @Test
    void someOtherTableIsRefused() {
        database.execute("CREATE TABLE lifeguard_migrations (version bigint, name text)");

        requireRefused(
                failureOf(project::up),
                "The state table \"lifeguard_migrations\" is some other table: it lacks the"
                        + " columns applied_at, checksum, execution_time_ms, success. Rename it"
                        + OTHER_PLACE);
        requireRefused(
                failureOf(() -> project.migrator().build().status()),
                "The state table \"lifeguard_migrations\" is some other table: it lacks the"
                        + " columns applied_at, checksum, execution_time_ms, success. Rename it"
                        + OTHER_PLACE);
    }

    @Test
    void aTableThatLacksOneColumnIsRefused() {
        database.execute(
                """
                CREATE TABLE lifeguard_migrations (version bigint PRIMARY KEY, name text,
                    checksum text, applied_at timestamptz, execution_time_ms bigint)
                """);

        requireRefused(
                failureOf(project::up),
                "The state table \"lifeguard_migrations\" is some other table: it lacks the column"
                        + " success. Rename it"
                        + OTHER_PLACE);
    }

    @Test
    void aUserWhoMayNotCreateATableIsTold() {
        database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        String role = database.createRole("reader", "secret");

        requireRefused(
                failureOf(() -> project.migrator(database.dataSource(role, "secret")).build().up()),
                "The state table \"lifeguard_migrations\" cannot be created or changed: permission"
                        + " denied for schema public (SQLState 42501). Grant CREATE on the schema"
                        + " to this user"
                        + OTHER_PLACE);
    }

    @Test
    void aUserWhoMayNotReadTheTableIsTold() {
        project.migrator().build().baseline(20240101000000L);
        String role = database.createRole("stranger", "secret");

        requireRefused(
                failureOf(
                        () ->
                                project.migrator(database.dataSource(role, "secret"))
                                        .build()
                                        .status()),
                "The state table \"lifeguard_migrations\" may not be read by this user: permission"
                        + " denied for table lifeguard_migrations (SQLState 42501). Grant SELECT on"
                        + " it and USAGE on its schema, or, where row-level security refuses, run"
                        + " this as a role that it leaves alone (BYPASSRLS)"
                        + OTHER_PLACE);
    }

    @Test
    void aUserWhoMayNotWriteTheTableIsTold() {
        project.migrator().build().baseline(20240101000000L);
        database.execute("DELETE FROM lifeguard_migrations");
        String role = database.createRole("reader", "secret");
        database.execute("GRANT SELECT ON lifeguard_migrations TO " + role);

        requireRefused(
                failureOf(() -> project.migrator(database.dataSource(role, "secret")).build().up()),
                "The state table \"public.lifeguard_migrations\" may not be written to: permission"
                        + " denied for table lifeguard_migrations (SQLState 42501). Grant SELECT,"
                        + " INSERT, UPDATE and DELETE on \"public.lifeguard_migrations\" to this"
                        + " user.");
    }

    @Test
    void aUserWithNoMoreThanTheGrantsNeededMigrates() {
        project.migrator().build().baseline(20240101000000L);
        database.execute("DELETE FROM lifeguard_migrations");
        String role = database.createRole("migrator", "secret");
        database.execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON lifeguard_migrations TO " + role,
                "GRANT CREATE ON SCHEMA public TO " + role);

        assertThat(project.migrator(database.dataSource(role, "secret")).build().up().applied())
                .hasSize(1);
    }

    @Test
    void aReadOnlyDatabaseIsToldBeforeTheTableIsMade() {
        database.execute(
                "ALTER DATABASE %s SET default_transaction_read_only = on"
                        .formatted(database.name()));

        requireRefused(
                failureOf(project::up),
                "The database is read-only: cannot execute CREATE TABLE in a read-only transaction"
                        + " (SQLState 25006). Connect to the primary, as a user and to a database"
                        + " without default_transaction_read_only.");
        assertThat(database.has("lifeguard_migrations")).isFalse();
    }

    @Test
    void aReadOnlyDatabaseIsToldWhenTheLockIsAskedFor() {
        project.migrator().build().baseline(20240101000000L);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        database.execute(
                "ALTER DATABASE %s SET default_transaction_read_only = on"
                        .formatted(database.name()));

        requireRefused(
                failureOf(project::up),
                "The database is read-only: cannot execute INSERT in a read-only transaction"
                        + " (SQLState 25006). Connect to the primary, as a user and to a database"
                        + " without default_transaction_read_only.");
    }

    @Test
    void nothingPendingIsNoTroubleOnAReadOnlyDatabase() {
        project.up();
        database.execute(
                "ALTER DATABASE %s SET default_transaction_read_only = on"
                        .formatted(database.name()));

        assertThat(project.up().applied()).isEmpty();
        assertThat(project.migrator().build().validate().applied()).hasSize(1);
    }
}
