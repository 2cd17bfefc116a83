package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.layout.NumberedPairs;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Schemas, rights, other runners and crashes while another tool's history is taken over. */
@OnPostgres
final class ImportOnPostgresTest {

    private static final String TABLE =
            "CREATE TABLE %s (place int, version text, length int, at timestamptz, ok bool)";

    @AutoClose private final Project project;
    private final TestDatabase database;

    ImportOnPostgresTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private MigratorBuilder builder() {
        return builder(database.dataSource());
    }

    private MigratorBuilder builder(PGSimpleDataSource dataSource) {
        return Migrator.builder(dataSource)
                .source(MigrationSource.directory(project.directory(), new NumberedPairs()));
    }

    private void write(String table, int count) {
        database.execute(TABLE.formatted(table));
        for (int version = 1001; version <= 1000 + count; version++) {
            project.write(version + "_t.up.sql", "SELECT " + version + ";");
        }
        database.execute(
                "INSERT INTO %s SELECT v, v::text, 12, now(), true FROM generate_series(1001, %s) v"
                        .formatted(table, 1000 + count));
    }

    private long rows() {
        return Long.parseLong(
                database.value("SELECT count(*) FROM lifeguard_migrations WHERE version > 0"));
    }

    @Test
    void killedInTheMiddleItWroteAllOrNothing() {
        int count = 3000;
        write("ledger", count);
        try (ChildProcess child =
                ChildProcess.java(
                        Path.of("").toAbsolutePath(),
                        Map.of(),
                        ImportRun.class.getName(),
                        database.url(),
                        project.directory().toString())) {
            Await.until(
                    "it writes the rows",
                    () ->
                            !database.query(
                                            "SELECT 1 FROM pg_stat_activity WHERE query LIKE"
                                                    + " 'INSERT INTO%origin_digest%' AND pid <>"
                                                    + " pg_backend_pid()")
                                    .isEmpty());
            child.kill();
        }
        Await.until(
                "the server has noticed",
                () ->
                        database.query(
                                        "SELECT 1 FROM pg_stat_activity WHERE state <> 'idle' AND"
                                                + " datname = current_database() AND pid <>"
                                                + " pg_backend_pid()")
                                .isEmpty());

        assertThat(rows()).isIn(0L, (long) count);
        builder().build().importHistory(Ledger.LEDGER);
        assertThat(rows()).isEqualTo(count);
        assertThat(builder().build().lockHolder()).isEmpty();
    }

    @Test
    void severalAtOnceWriteEachRowOnce() {
        write("ledger", 200);

        List<Background<ImportReport>> runs =
                IntStream.range(0, 4)
                        .mapToObj(
                                unused ->
                                        Background.start(
                                                () ->
                                                        builder()
                                                                .build()
                                                                .importHistory(Ledger.LEDGER)))
                        .toList();

        assertThat(runs.stream().mapToInt(run -> run.result().imported().size()).sum())
                .isEqualTo(200);
        assertThat(rows()).isEqualTo(200);
    }

    @Test
    void waitsForARunOfThisLibrary() {
        write("ledger", 2);
        Background<ImportReport> run;
        try (MigrationLockGuard lock = builder().build().lock()) {
            assertThat(lock).isNotNull();
            run = Background.start(() -> builder().build().importHistory(Ledger.LEDGER));
            assertThat(rows()).isZero();
        }
        assertThat(run.result().imported()).hasSize(2);
    }

    @Test
    void looksInTheSchemaOfTheStateTable() {
        database.execute("CREATE SCHEMA app", "CREATE SCHEMA other");
        write("app.ledger", 1);
        database.execute(TABLE.formatted("other.ledger"), TABLE.formatted("public.ledger"));

        assertThat(builder().schema("app").build().importHistory(Ledger.LEDGER).imported())
                .hasSize(1);
        assertThat(database.query("SELECT name FROM app.lifeguard_migrations WHERE version > 0"))
                .containsExactly("t");
        assertThat(
                        builder()
                                .table("moved")
                                .build()
                                .importHistory(new Ledger("ledger", "\"app\".LEDGER"))
                                .imported())
                .hasSize(1);
    }

    @Test
    void refusesTwoThatMayBeMeant() {
        database.execute("CREATE SCHEMA app");
        write("public.ledger", 1);
        database.execute(TABLE.formatted("app.ledger"));
        PGSimpleDataSource both = database.dataSource();
        both.setCurrentSchema("app,public");

        assertThat(failureOf(() -> builder(both).build().importHistory(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 There are several tables of that name: \"app.ledger\","
                                + " \"public.ledger\". Name the one that Ledger uses:"
                                + " history(\"app.ledger\").");
    }

    @Test
    void saysThatAnotherSessionHasTheTableAndNotThatItTookTooLong() throws SQLException {
        write("ledger", 2);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE ledger");

            assertThat(failureOf(() -> builder().build().planImport(Ledger.LEDGER)))
                    .hasMessageStartingWith(
                            "LG-401 Another session was in the way for too long while the history"
                                    + " of Ledger was read: ")
                    .hasMessageContaining("Run this again when it has ended");
        }
    }

    @Test
    void namesTheTableElsewhere() {
        database.execute("CREATE SCHEMA app");
        write("app.ledger", 1);

        assertThat(failureOf(() -> builder().build().importHistory(Ledger.LEDGER)))
                .hasMessage(
                        "LG-101 There is no table \"ledger\" in the schema \"public\", where the"
                                + " history of Ledger would be. Tables with its columns are:"
                                + " \"app.ledger\". Name the one that Ledger uses:"
                                + " history(\"app.ledger\").");
    }

    @Test
    void saysWhereThereIsNothingToTakeOver() {
        write("ledger", 1);
        database.execute("DROP TABLE ledger");

        assertThat(failureOf(() -> builder().build().importHistory(Ledger.LEDGER)))
                .hasMessage(
                        "LG-101 There is no table \"ledger\" in the schema \"public\", where the"
                                + " history of Ledger would be. No table of this database has the"
                                + " columns of that history. If it is another tool's, name that"
                                + " one; if there is no history, record what the database has:"
                                + " migrator.baseline(…).");
    }

    @Test
    void aRoleThatOnlyReadsMayLook() {
        write("ledger", 1);
        String role = database.createRole("reader", "secret");
        Migrator reader = builder(database.dataSource(role, "secret")).build();

        assertThat(failureOf(() -> reader.planImport(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("LG-101 The history of Ledger may not be read by this user")
                .hasMessageEndingWith("or run this as the user that Ledger runs as.");
        database.execute(
                "GRANT SELECT ON ledger TO " + role, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        assertThat(reader.planImport(Ledger.LEDGER).imported()).hasSize(1);
        assertThat(failureOf(() -> reader.importHistory(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("permission denied");

        database.execute(
                "ALTER TABLE ledger ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY none ON ledger USING (false)");
        assertThat(failureOf(() -> reader.planImport(Ledger.LEDGER)))
                .hasMessageStartingWith(
                        "LG-101 Row-level security hides rows of the table \"public.ledger\"");
    }
}
