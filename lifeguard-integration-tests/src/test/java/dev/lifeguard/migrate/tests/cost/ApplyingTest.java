package dev.lifeguard.migrate.tests.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What one more migration costs, and that it is one transaction. */
@OnPostgres
final class ApplyingTest {

    private static final int MOST_ROUND_TRIPS_A_MIGRATION = 2;

    @AutoClose private final Project project;

    ApplyingTest(PostgresServer server) {
        project = new Project(server);
    }

    private void write(int number, int statements) {
        String up =
                IntStream.range(0, statements)
                        .mapToObj(i -> "CREATE TABLE t%s_%s (id int);\n".formatted(number, i))
                        .collect(Collectors.joining());
        String down =
                IntStream.range(0, statements)
                        .mapToObj(i -> "DROP TABLE t%s_%s;\n".formatted(number, i))
                        .collect(Collectors.joining());
        project.write(
                String.format(Locale.ROOT, "202401010000%02d_t%s.sql", number, number),
                "-- Up migration\n%s-- Down migration\n%s".formatted(up, down));
    }

    private int roundTripsOfUp() throws IOException {
        try (WireTap tap = WireTap.before(project.database())) {
            project.migrator(tap.dataSource()).build().up();
            return tap.roundTrips();
        }
    }

    private int roundTripsOfDown(int steps) throws IOException {
        try (WireTap tap = WireTap.before(project.database())) {
            project.migrator(tap.dataSource()).build().down(Target.steps(steps));
            return tap.roundTrips();
        }
    }

    /** The table is there before both runs, so that they differ in their migrations only. */
    private void requireCheapMigrations(int statements) throws IOException {
        write(0, 1);
        project.up();
        write(1, statements);
        int one = roundTripsOfUp();
        IntStream.range(2, 13).forEach(number -> write(number, statements));
        int eleven = roundTripsOfUp();
        assertThat(project.history()).hasSize(13);
        assertThat(eleven - one).isBetween(10, 10 * MOST_ROUND_TRIPS_A_MIGRATION);

        int oneBack = roundTripsOfDown(1);
        int elevenBack = roundTripsOfDown(11);
        assertThat(project.history()).hasSize(1);
        assertThat(elevenBack - oneBack).isBetween(10, 10 * MOST_ROUND_TRIPS_A_MIGRATION);
    }

    @Test
    void aMigrationTakesTwoRoundTripsAtMost() throws IOException {
        requireCheapMigrations(1);
    }

    @Test
    void aMigrationOfTwentyStatementsTakesTwoRoundTripsAtMost() throws IOException {
        requireCheapMigrations(20);
    }

    /** What a script may leave in its session is looked at together with what is sent anyway. */
    @Test
    void aScriptThatMayLeaveSomethingTakesTwoRoundTripsAtMost() throws IOException {
        write(0, 1);
        project.up();
        writeCalling(1);
        int one = roundTripsOfUp();
        IntStream.range(2, 13).forEach(this::writeCalling);
        int eleven = roundTripsOfUp();

        assertThat(project.history()).hasSize(13);
        assertThat(eleven - one).isBetween(10, 10 * MOST_ROUND_TRIPS_A_MIGRATION);
    }

    private void writeCalling(int number) {
        project.write(
                String.format(Locale.ROOT, "202401010000%02d_t%s.sql", number, number),
                "CREATE TABLE t%s (id int);\nINSERT INTO t%s SELECT abs(-1);\n"
                        .formatted(number, number));
    }

    @Test
    void aMigrationAndItsHistoryRowAreOneTransaction() {
        write(1, 3);
        write(2, 3);
        project.up();

        assertThat(
                        project.database()
                                .query(
                                        """
                                        SELECT m.name, count(*), count(DISTINCT c.xmin::text),
                                               bool_and(c.xmin = m.xmin)
                                        FROM lifeguard_migrations m
                                        JOIN pg_class c ON c.relname LIKE m.name || '#_%' ESCAPE '#'
                                        GROUP BY m.name ORDER BY m.name
                                        """))
                .containsExactly("t1|3|1|t", "t2|3|1|t");
        assertThat(
                        project.database()
                                .value(
                                        "SELECT count(DISTINCT xmin::text) FROM"
                                                + " lifeguard_migrations"))
                .isEqualTo("2");
    }

    @Test
    void aRunTakesOneConnection() throws IOException {
        write(1, 1);
        write(2, 1);

        try (WireTap tap = WireTap.before(project.database())) {
            project.migrator(tap.dataSource()).build().up();
            assertThat(tap.connections()).isEqualTo(1);
        }
    }
}
