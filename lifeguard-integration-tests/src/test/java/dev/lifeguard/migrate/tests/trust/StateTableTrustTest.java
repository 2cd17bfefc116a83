package dev.lifeguard.migrate.tests.trust;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A state table is used only where nothing of it can run code of others; else it is named. */
@OnPostgres({14, 15, 16, 17, 18})
final class StateTableTrustTest {

    private static final String PASSWORD = "secret";

    private static final String COLUMNS =
            """
            version bigint PRIMARY KEY,
            name varchar(255) NOT NULL,
            checksum varchar(64) NOT NULL,
            applied_at timestamp with time zone NOT NULL,
            execution_time_ms bigint,
            success boolean NOT NULL DEFAULT true
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final String mallory;
    private final String superuser;

    StateTableTrustTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        mallory = database.createRole("mallory", PASSWORD);
        superuser = database.createRole("superuser", PASSWORD);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id integer);\n");
        database.execute(
                "ALTER ROLE %s SUPERUSER".formatted(superuser),
                "CREATE SEQUENCE ran",
                "GRANT ALL ON SEQUENCE ran TO PUBLIC",
                "GRANT CREATE, USAGE ON SCHEMA public TO " + mallory,
                """
                CREATE FUNCTION trap() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
                'BEGIN PERFORM pg_catalog.nextval(''public.ran''); RETURN 1; END'
                """,
                """
                CREATE FUNCTION trigger_trap() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_catalog.nextval(''public.ran''); RETURN new; END'
                """);
    }

    private MigratorBuilder as(String role) {
        return project.migrator(database.dataSource(role, PASSWORD));
    }

    /** Every way to the table says so, and nothing of others ran. */
    private void requireRefused(String why, String remedy) {
        String message =
                "LG-101 The state table \"lifeguard_migrations\" %s. %s, or name another one with schema(…) and table(…)."
                        .formatted(why, remedy);
        Migrator migrator = as(superuser).build();
        List<Runnable> all =
                List.of(
                        migrator::up,
                        migrator::down,
                        migrator::status,
                        migrator::validate,
                        () -> migrator.baseline(20240101000000L),
                        migrator::lockHolder,
                        migrator::unlock,
                        migrator::lock);
        for (Runnable each : all) {
            LifeguardException failure = failureOf(each);
            assertThat(failure).hasMessage(message);
            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        }
        requireNothingRan();
    }

    private void requireNothingRan() {
        assertThat(database.value("SELECT is_called FROM ran")).isEqualTo("f");
    }

    private void requireOwnerRefused(String owner) {
        requireRefused(
                ("belongs to the role \"%1$s\", which is neither this role, \"%2$s\", nor one that"
                     + " it is a member of, nor a superuser: its owner could make it run anything"
                     + " with the rights of \"%2$s\". Nothing of it was read")
                        .formatted(owner, superuser),
                ("Run this as \"%s\" or as a member of it, or, if what it holds is right, give it"
                                + " to a role that is trusted, with ALTER TABLE … OWNER TO")
                        .formatted(owner));
    }

    @Test
    void aTableOfAnotherRoleIsRefused() {
        database.execute(
                "CREATE TABLE lifeguard_migrations (%s)".formatted(COLUMNS),
                "ALTER TABLE lifeguard_migrations OWNER TO " + mallory,
                "CREATE TRIGGER t BEFORE INSERT ON lifeguard_migrations FOR EACH ROW"
                        + " EXECUTE FUNCTION trigger_trap()");

        requireOwnerRefused(mallory);
    }

    @Test
    void theTableOfBatchesIsTouchedOnlyForOneThatHasThem() {
        project.write(
                "20240101000000_one.sql",
                """
                -- migrate:up
                CREATE TABLE one (id integer PRIMARY KEY);
                -- migrate:down
                DROP TABLE one;
                """);
        Migrator migrator = as(superuser).build();
        migrator.up();
        database.execute(
                "CREATE TABLE lifeguard_batches (version bigint, status text, updated_at"
                        + " timestamptz)",
                "ALTER TABLE lifeguard_batches OWNER TO " + mallory,
                "CREATE TRIGGER t BEFORE UPDATE ON lifeguard_batches"
                        + " EXECUTE FUNCTION trigger_trap()");

        migrator.down();
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=one key=id mode=background
                UPDATE one SET id = id WHERE id > :from AND id <= :to;
                """);

        assertThat(failureOf(migrator::up)).message().contains("lifeguard_batches", "not as this");
        requireNothingRan();
    }

    @Test
    void aViewOfAnotherRoleIsRefused() {
        database.execute(
                """
                CREATE VIEW lifeguard_migrations AS
                SELECT trap()::bigint AS version, ''::varchar AS name, ''::varchar AS checksum,
                       now() AS applied_at, 1::bigint AS execution_time_ms, true AS success
                """,
                "ALTER VIEW lifeguard_migrations OWNER TO " + mallory);

        requireOwnerRefused(mallory);
    }

    /** PostgreSQL 14 lets a role grant itself; a superuser may be made a member so. */
    @Test
    void aMembershipThatTheOwnerGaveOfItselfDoesNotCount() throws SQLException {
        database.execute(
                "CREATE TABLE lifeguard_migrations (%s)".formatted(COLUMNS),
                "ALTER TABLE lifeguard_migrations OWNER TO " + mallory);
        if (database.server().major() == 14) {
            try (Connection connection = database.dataSource(mallory, PASSWORD).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("GRANT %s TO %s".formatted(mallory, superuser));
            }
        }

        requireOwnerRefused(mallory);
    }

    @Test
    void aTableOfARoleThatASuperuserWasMadeAMemberOfIsUsed() {
        String owner = database.createRole("owner", PASSWORD);
        database.execute("GRANT CREATE, USAGE ON SCHEMA public TO " + owner);
        as(owner).build().up();
        database.execute("GRANT %s TO %s".formatted(owner, superuser));

        assertThat(as(superuser).build().status().applied()).hasSize(1);
        database.execute("REVOKE %s FROM %s".formatted(owner, superuser));
        requireOwnerRefused(owner);
    }

    @Test
    void aTableOfARoleThatThisOneIsAMemberOfIsUsed() {
        String owner = database.createRole("owner", PASSWORD);
        String deployer = database.createRole("deployer", PASSWORD);
        database.execute(
                "GRANT CREATE, USAGE ON SCHEMA public TO " + owner,
                "GRANT %s TO %s".formatted(owner, deployer));
        as(owner).build().up();
        project.write("20240102000000_two.sql", "SELECT 1;\n");

        assertThat(as(deployer).build().up().applied()).hasSize(1);
        assertThat(as(deployer).build().status().applied()).hasSize(2);
    }

    @Test
    void aTableOfASuperuserIsUsedByWhoeverMay() {
        project.up();
        database.execute("GRANT SELECT ON lifeguard_migrations TO " + mallory);

        assertThat(as(mallory).build().status().applied()).hasSize(1);
    }

    @Test
    void harmlessTablesOfOtherWritersAreUsed() {
        database.execute(
                """
                CREATE TABLE lifeguard_migrations (
                    version bigint PRIMARY KEY,
                    name text NOT NULL DEFAULT 'x',
                    checksum text NOT NULL,
                    applied_at timestamp NOT NULL DEFAULT now(),
                    execution_time_ms integer DEFAULT 0 CHECK (execution_time_ms >= 0),
                    success boolean NOT NULL DEFAULT true,
                    made timestamptz DEFAULT CURRENT_TIMESTAMP,
                    other varchar(10) DEFAULT NULL
                )
                """);

        assertThat(project.up().applied()).hasSize(1);
        assertThat(project.up().applied()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE TRIGGER t BEFORE INSERT ON lifeguard_migrations FOR EACH ROW EXECUTE FUNCTION trigger_trap() | has the trigger "t"
                    CREATE TRIGGER t BEFORE UPDATE ON lifeguard_migrations EXECUTE FUNCTION trigger_trap() | has the trigger "t"
                    CREATE TABLE child () INHERITS (lifeguard_migrations); CREATE TRIGGER t BEFORE UPDATE ON child FOR EACH ROW EXECUTE FUNCTION trigger_trap() | has the trigger "t"
                    CREATE TABLE child (CONSTRAINT c CHECK (trap() = 1)) INHERITS (lifeguard_migrations) | has the check "c", which calls a function
                    CREATE RULE r AS ON INSERT TO lifeguard_migrations DO ALSO SELECT trap() | has the rule "r"
                    CREATE POLICY p ON lifeguard_migrations USING (trap() = 1); ALTER TABLE lifeguard_migrations ENABLE ROW LEVEL SECURITY | has row level security on "lifeguard_migrations"
                    ALTER TABLE lifeguard_migrations ALTER backend_pid SET DEFAULT trap() | has the column "backend_pid" with a default that is neither a constant nor the clock
                    ALTER TABLE lifeguard_migrations ALTER applied_by SET DEFAULT query_to_xml('SELECT public.trap()', true, true, '')::text | has the column "applied_by" with a default that is neither a constant nor the clock
                    ALTER TABLE lifeguard_migrations ADD g integer GENERATED ALWAYS AS (trap()) STORED | has the column "g" with a default that is neither a constant nor the clock
                    ALTER TABLE lifeguard_migrations ADD CONSTRAINT c CHECK (trap() = 1) | has the check "c", which calls a function
                    CREATE INDEX i ON lifeguard_migrations ((version + trap())) | has the index "i" with an expression or a condition
                    CREATE INDEX i ON lifeguard_migrations (version) WHERE trap() = 1 | has the index "i" with an expression or a condition
                    CREATE TABLE other (v bigint CONSTRAINT k REFERENCES lifeguard_migrations ON DELETE CASCADE) | is referenced or checked by the foreign key "k"
                    """)
    void whatMightRunCodeIsRefused(String trap, String why) {
        project.up();
        database.execute(trap, "ALTER SEQUENCE ran RESTART");

        requireRefused(
                why
                        + ", which could run anything with this role's rights. Nothing of it was"
                        + " read",
                "Look at who made that, and remove it");
    }

    @Test
    void aColumnOfATypeOfOthersIsRefused() {
        database.execute(
                "CREATE DOMAIN d AS bigint CHECK (trap() = 1)",
                "CREATE TABLE lifeguard_migrations (%s)"
                        .formatted(COLUMNS.replace("ms bigint", "ms d")));

        requireRefused(
                "has the column \"execution_time_ms\" of a type that is not the server's own, which"
                        + " could run anything with this role's rights. Nothing of it was read",
                "Look at who made that, and remove it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARTITION BY RANGE (version)", "PARTITION BY HASH (version)"})
    void aPartitionThatMightRunCodeIsRefused(String by) {
        database.execute(
                "CREATE TABLE lifeguard_migrations (%s) %s".formatted(COLUMNS, by),
                "CREATE TABLE part PARTITION OF lifeguard_migrations "
                        + (by.contains("RANGE")
                                ? "DEFAULT"
                                : "FOR VALUES WITH (MODULUS 1, REMAINDER 0)"));
        assertThat(project.migrator().build().status().pending()).hasSize(1);
        database.execute(
                "CREATE TRIGGER t BEFORE INSERT ON part FOR EACH ROW"
                        + " EXECUTE FUNCTION trigger_trap()");

        requireRefused(
                "has the trigger \"t\", which could run anything with this role's rights. Nothing"
                        + " of it was read",
                "Look at who made that, and remove it");
    }
}
