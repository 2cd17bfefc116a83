package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Migrations that share a transaction. */
@OnPostgres
final class GroupTest {

    @AutoClose private final Project project;

    GroupTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write(
                "20240102000000_two.sql",
                "SET search_path = pg_catalog;\nCREATE TABLE public.two (id int);\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
    }

    private MigratorBuilder together() {
        return project.migrator().grouping(Grouping.ALL);
    }

    private void writeFailingFourth() {
        project.write("20240104000000_four.sql", "CREATE TABLE one (id int);\n");
    }

    @Test
    void commitsThemTogether() {
        together().build().up();

        assertThat(project.history())
                .containsExactly(
                        "20240101000000|one|whole",
                        "20240102000000|two|whole",
                        "20240103000000|three|whole");
        assertThat(
                        project.database()
                                .value(
                                        "SELECT count(DISTINCT xmin::text), count(*)"
                                                + " FROM lifeguard_migrations"))
                .isEqualTo("1|3");
        assertThat(project.database().value("SELECT to_regclass('public.three')::text"))
                .isEqualTo("three");
    }

    @Test
    void keepsNoneOfThemWhenOneFails() {
        writeFailingFourth();

        assertThat(failureOf(() -> together().build().up()))
                .hasMessageStartingWith(
                        "LG-201 Migration 20240104000000 four failed at"
                                + " 20240104000000_four.sql:1:1: relation \"one\" already exists"
                                + " (SQLState 42P07). Nothing was changed: the transaction was"
                                + " rolled back, with the 3 migrations before it in the same"
                                + " transaction. If this database had that before its first"
                                + " migration, record what it has with"
                                + " migrator.baseline(…); else fix the file and run up again.");

        assertThat(project.history()).isEmpty();
        assertThat(project.database().has("one")).isFalse();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void saysWhatStaysOfTheTransactionsBefore() {
        project.write(
                "20240102000000_two.sql",
                "-- lifeguard:no-transaction\nCREATE INDEX CONCURRENTLY i ON one (id);\n");
        writeFailingFourth();

        assertThat(failureOf(() -> together().build().up()))
                .hasMessageContaining(
                        "Nothing of it was kept: the transaction was rolled back, with the"
                                + " migration before it in the same transaction. The 2 migrations"
                                + " before that transaction stay applied.");

        assertThat(project.history())
                .containsExactly("20240101000000|one|whole", "20240102000000|two|whole");
        assertThat(project.database().has("three")).isFalse();
    }

    @Test
    void noScriptGoesBackToASavepointOfTheOneBefore() {
        project.write("20240104000000_four.sql", "SAVEPOINT x;\nCREATE TABLE four (id int);\n");
        project.write("20240105000000_five.sql", "ROLLBACK TO x;\nCREATE TABLE five (id int);\n");

        assertThat(failureOf(together().build()::up).getMessage())
                .startsWith(
                        "LG-201 Migration 20240105000000 five failed at"
                                + " 20240105000000_five.sql:1:1: savepoint \"x\" does not exist");
        assertThat(project.history()).isEmpty();
    }

    @Test
    void eachMayHaveACursorOfTheSameName() {
        String script = "DECLARE c CURSOR FOR SELECT 1;\nFETCH c;\n";
        project.write("20240104000000_four.sql", script);
        project.write("20240105000000_five.sql", script);

        assertThat(together().build().up().applied()).hasSize(5);
    }

    @Test
    void tellsOfAMigrationWhenItIsCommitted() {
        writeFailingFourth();
        List<MigrationEvent> heard = new ArrayList<>();

        failureOf(() -> together().listener(heard::add).build().up());

        assertThat(heard).filteredOn(MigrationEvent.MigrationStarted.class::isInstance).hasSize(4);
        assertThat(heard).noneMatch(MigrationEvent.MigrationFinished.class::isInstance);
    }

    @Test
    void recordsHowLongEachTook() {
        project.write("20240102000000_two.sql", "SELECT pg_sleep(0.2);\n");

        together().build().up();

        assertThat(
                        project.database()
                                .value(
                                        """
                                        SELECT string_agg((execution_time_ms >= 200)::text, ' '
                                                          ORDER BY version)
                                        FROM lifeguard_migrations
                                        """))
                .isEqualTo("false true false");
    }

    @Test
    void holdsItsLockLongerThanALease() {
        project.write("20240102000000_two.sql", "SELECT pg_sleep(2.5);\n");

        together().lease(Duration.ofSeconds(1)).build().up();

        assertThat(project.history()).hasSize(3);
    }

    @Test
    void leavesNothingOpenWhenAListenerFails() {
        RuntimeException broken = new IllegalStateException("the listener is broken");

        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        together()
                                                .listener(
                                                        event -> {
                                                            if (event
                                                                            instanceof
                                                                            MigrationEvent
                                                                                            .MigrationStarted
                                                                                    started
                                                                    && started.number() == 2) {
                                                                throw broken;
                                                            }
                                                        })
                                                .build()
                                                .up()))
                .hasCause(broken);

        assertThat(project.history()).isEmpty();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void takesOneRoundTripForEachAndOneCommit() throws IOException {
        try (WireTap tap = WireTap.before(project.database())) {
            project.migrator(tap.dataSource()).build().up();
        }
        int one = roundTrips(4, 4);
        int eleven = roundTrips(5, 15);

        assertThat(eleven - one).isEqualTo(10);
    }

    private int roundTrips(int first, int last) throws IOException {
        for (int number = first; number <= last; number++) {
            project.write(
                    String.format(Locale.ROOT, "202401%02d000000_t%s.sql", number, number),
                    "CREATE TABLE t%s (id int);\n".formatted(number));
        }
        try (WireTap tap = WireTap.before(project.database())) {
            project.migrator(tap.dataSource()).grouping(Grouping.ALL).build().up();
            return tap.roundTrips();
        }
    }
}
