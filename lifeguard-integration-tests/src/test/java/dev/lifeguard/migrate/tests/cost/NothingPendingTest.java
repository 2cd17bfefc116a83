package dev.lifeguard.migrate.tests.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import dev.lifeguard.migrate.tests.server.ServerLog;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** With nothing pending there is one connection, one round trip and no lock. */
@OnPostgres
final class NothingPendingTest {

    @AutoClose private final Project project;

    NothingPendingTest(PostgresServer server) {
        project = new Project(server);
    }

    @Test
    void upTakesOneConnectionAndOneRoundTripAndNoLock() throws IOException, SQLException {
        project.writeSample();
        project.up();
        List<String> rows = rowsWithTheirTransactions();
        ServerLog log = ServerLog.of(project.database());

        requireOneRoundTrip(migrator -> assertThat(migrator.build().up().applied()).isEmpty());

        assertThat(log.statements())
                .filteredOn(statement -> !statement.startsWith("SET "))
                .filteredOn(statement -> !statement.equals("SELECT 1"))
                .hasSize(2)
                .allMatch(statement -> statement.startsWith("SELECT "));
        assertThat(rowsWithTheirTransactions()).isEqualTo(rows);
    }

    @Test
    void repeatableMigrationsAndHooksCostNothing() throws IOException, SQLException {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        for (int number = 0; number < 20; number++) {
            project.write("r_%s.sql".formatted(number), "SELECT %s;\n".formatted(number));
        }
        project.write("before_up.sql", "SELECT 1;\n");
        project.write("after_migration.sql", "SELECT 2;\n");
        project.up();
        List<String> rows = rowsWithTheirTransactions();

        requireOneRoundTrip(migrator -> assertThat(migrator.build().up().applied()).isEmpty());
        requireOneRoundTrip(
                migrator -> assertThat(migrator.build().status().applied()).hasSize(21));

        assertThat(rowsWithTheirTransactions()).isEqualTo(rows);
    }

    /** What it does after the login takes no more than one statement of any program does. */
    private void requireOneRoundTrip(Consumer<MigratorBuilder> work)
            throws IOException, SQLException {
        try (WireTap tap = WireTap.before(project.database());
                WireTap other = WireTap.before(project.database())) {
            try (Connection connection = other.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
            }

            work.accept(project.migrator(tap.dataSource()));

            assertThat(tap.connections()).isEqualTo(1);
            assertThat(tap.roundTrips()).isEqualTo(other.roundTrips());
        }
    }

    private List<String> rowsWithTheirTransactions() {
        return project.database()
                .query("SELECT xmin, xmax, ctid, m.* FROM lifeguard_migrations m ORDER BY version");
    }

    @Test
    void fiveThousandMigrationsFitIntoASmallHeap() {
        for (int number = 0; number < 5000; number++) {
            project.write(
                    String.format(
                            Locale.ROOT,
                            "20240101%02d%02d%02d_step.sql",
                            number / 3600,
                            number / 60 % 60,
                            number % 60),
                    "SELECT 1;\n");
        }
        project.migrator().grouping(Grouping.ALL).build().up();

        try (ChildProcess child = ChildProcess.upWithin(project, "-Xmx24m")) {
            assertThat(child.awaitExit()).as(child.errors()).isZero();
        }

        assertThat(project.history()).hasSize(5000);
    }

    @Test
    void upWithoutMigrationsCreatesNothing() {
        ServerLog log = ServerLog.of(project.database());

        assertThat(project.up().applied()).isEmpty();

        assertThat(log.statements()).hasSizeLessThanOrEqualTo(3);
        assertThat(SchemaSnapshot.of(project.database())).containsExactly("schema public");
    }

    @Test
    void downWithNothingAppliedCreatesNothing() {
        project.writeSample();
        ServerLog log = ServerLog.of(project.database());

        assertThat(project.migrator().build().down().rolledBack()).isEmpty();

        assertThat(log.statements()).hasSizeLessThanOrEqualTo(3);
        assertThat(SchemaSnapshot.of(project.database())).containsExactly("schema public");
    }

    @Test
    void statusTakesOneConnectionAndOneRoundTrip() throws IOException, SQLException {
        project.writeSample();
        project.up();

        requireOneRoundTrip(migrator -> assertThat(migrator.build().status().applied()).hasSize(4));
    }
}
