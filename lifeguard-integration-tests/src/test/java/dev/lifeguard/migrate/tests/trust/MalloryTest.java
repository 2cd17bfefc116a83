package dev.lifeguard.migrate.tests.trust;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.cli.facts.FactsReader;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A role without rights waits in the database for a superuser who migrates. */
@OnPostgres({14, 15, 16, 17, 18})
final class MalloryTest {

    private static final long ONE = 20240101000000L;

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Mallory mallory;

    MalloryTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        mallory = Mallory.in(database);
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id integer);
                CREATE INDEX CONCURRENTLY one_ids ON one (id);
                -- Down migration
                DROP TABLE one;
                """);
        project.write(
                "20240102000000_two.sql",
                """
                -- Up migration
                CREATE TABLE two (id integer);
                -- Down migration
                DROP TABLE two;
                """);
    }

    @AfterEach
    void nothingOfHersRan() {
        mallory.requireNothing();
    }

    private Migrator migrator() {
        return project.migrator().build();
    }

    @Test
    void herTrapsAreTraps() throws SQLException {
        mallory.setTraps();
        for (String trap :
                new String[] {
                    "SELECT quote_ident('x'::name)",
                    "SELECT 2::bigint * interval '1 second'",
                    "SELECT 'x'::varchar = 'x'::varchar"
                }) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(trap);
                connection.rollback();
            }
            assertThat(database.value("SELECT is_called FROM public.ran")).as(trap).isEqualTo("t");
            database.execute("ALTER SEQUENCE public.ran RESTART");
        }
    }

    @Test
    void overloadsInTheSchemaPublicGetHerNothing() {
        mallory.setTraps();
        everything("20240101000000_one.sql");
    }

    @Test
    void norWithASchemaOfItsOwnForTheStateTable() {
        mallory.setTraps();
        Migrator own = project.migrator().schema("own").build();

        assertThat(own.up().applied()).hasSize(2);
        assertThat(own.status().applied()).hasSize(2);
        assertThat(own.down(Target.all()).rolledBack()).hasSize(2);
    }

    private void everything(String edited) {
        assertThat(migrator().plan(Target.all()).steps()).hasSize(2);
        assertThat(migrator().up().applied()).hasSize(2);
        assertThat(migrator().up().applied()).isEmpty();
        assertThat(migrator().status().applied()).hasSize(2);
        migrator().validate();
        facts();
        project.write(edited, "-- Up migration\nSELECT 1;\n-- Down migration\nDROP TABLE one;\n");
        migrator().repair(new Repair.AcceptChecksum(ONE));
        try (MigrationLockGuard guard = migrator().lock()) {
            guard.requireHeld();
            assertThat(migrator().lockHolder()).isPresent();
            assertThat(migrator().unlock()).isPresent();
        }
        project.delete("20240102000000_two.sql");
        assertThat(migrator().down(Target.all()).rolledBack()).hasSize(2);
        assertThat(migrator().baseline(ONE).applied()).hasSize(1);
    }

    private void facts() {
        FactsReader facts =
                new FactsReader(
                        database.dataSource(), new TableName(null, TableName.DEFAULT_TABLE));
        assertThat(facts.database().stateTable()).isEqualTo("public.lifeguard_migrations");
        assertThat(facts.made()).isNotEmpty();
        assertThat(facts.lexerRules()).isNotNull();
    }

    private void grantDml() {
        migrator().up();
        database.execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON lifeguard_migrations TO "
                        + mallory.role());
    }

    private String forged(long version, String script) {
        return """
        INSERT INTO lifeguard_migrations (version, name, checksum, applied_at, success, down_script,
                                          down_checksum)
        VALUES (%s, 'forged', repeat('a', 64), now(), true, $$%s$$, '%s')
        """
                .formatted(version, script, Checksum.ofDownScript(version, script).hex());
    }

    private void requireFileAskedFor(String label, String why) {
        assertThat(failureOf(() -> migrator().down()))
                .hasMessage(
                        "LG-305 Migration %s cannot be rolled back: its file is missing, and %s. Restore the file."
                                .formatted(label, why));
        assertThat(failureOf(() -> migrator().planDown(Target.steps(1)).requireRunnable()).kind())
                .isNotNull();
    }

    @Test
    void aDownScriptThatSheCouldHaveWrittenIsNotRun() {
        grantDml();
        mallory.execute(forged(20240103000000L, mallory.takeOver()));

        requireFileAskedFor(
                "20240103000000 forged",
                "the down script in the history is not run, since others may write there: \"%s\""
                        .formatted(mallory.role()));
        assertThat(migrator().up().applied()).isEmpty();
        assertThat(migrator().status().applied()).hasSize(3);
        assertThat(migrator().unlock()).isEmpty();
    }

    @Test
    void norOneThatSheMayWriteInOneColumnOnly() {
        migrator().up();
        database.execute(
                "GRANT SELECT, UPDATE (down_script) ON lifeguard_migrations TO " + mallory.role());
        mallory.execute(
                "UPDATE lifeguard_migrations SET down_script = $$%s$$"
                        .formatted(mallory.takeOver()));
        project.delete("20240102000000_two.sql");

        requireFileAskedFor(
                "20240102000000 two",
                "the down script in the history is not run, since others may write there: \"%s\""
                        .formatted(mallory.role()));
    }

    @Test
    void norOneThatEverybodyMayWrite() {
        migrator().up();
        database.execute("GRANT pg_write_all_data TO " + mallory.role());
        project.delete("20240102000000_two.sql");

        requireFileAskedFor(
                "20240102000000 two",
                "the down script in the history is not run, since others may write there: \"%s\""
                        .formatted(mallory.role()));
    }

    @Test
    void oneThatSheChangedBeforeSheLostTheRightIsNotRun() {
        grantDml();
        mallory.execute(
                "UPDATE lifeguard_migrations SET down_script = $$%s$$"
                        .formatted(mallory.takeOver()));
        database.execute("REVOKE ALL ON lifeguard_migrations FROM " + mallory.role());
        project.delete("20240102000000_two.sql");

        requireFileAskedFor(
                "20240102000000 two",
                "the down script in the history does not have the checksum that was written with"
                        + " it: somebody changed it");
    }

    @Test
    void oneWithoutAChecksumIsNotRun() {
        migrator().up();
        database.execute("UPDATE lifeguard_migrations SET down_checksum = NULL");
        project.delete("20240102000000_two.sql");

        requireFileAskedFor(
                "20240102000000 two",
                "the down script in the history has no checksum: another program wrote it, or an"
                        + " older version of this one");
    }

    @Test
    void theFileIsRunWhateverSheWroteIntoTheHistory() {
        grantDml();
        mallory.execute(
                "UPDATE lifeguard_migrations SET down_script = $$%s$$"
                        .formatted(mallory.takeOver()));

        assertThat(migrator().down(Target.all()).rolledBack()).hasSize(2);
    }

    @Test
    void aTableThatSheMadeFirstGetsHerNothing() {
        mallory.execute(
                """
                CREATE FUNCTION public.spring() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_catalog.nextval(''public.ran''); RETURN new; END'
                """,
                """
                CREATE TABLE public.lifeguard_migrations (
                    version bigint PRIMARY KEY,
                    name varchar(255) NOT NULL,
                    checksum varchar(64) NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                    execution_time_ms bigint,
                    success boolean NOT NULL DEFAULT true
                )
                """,
                "CREATE TRIGGER spring BEFORE INSERT ON public.lifeguard_migrations FOR EACH ROW"
                        + " EXECUTE FUNCTION public.spring()");

        assertThat(failureOf(() -> migrator().up()))
                .hasMessageContaining("belongs to the role \"%s\"", mallory.role());
        assertThat(failureOf(() -> migrator().status()))
                .hasMessageContaining("belongs to the role \"%s\"", mallory.role());
    }
}
