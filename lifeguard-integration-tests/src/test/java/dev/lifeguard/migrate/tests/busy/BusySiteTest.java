package dev.lifeguard.migrate.tests.busy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Reads and writes go on while a migration waits for a table that a long transaction has in use: a
 * bare ALTER TABLE in the same place stops them all.
 */
@OnPostgres
final class BusySiteTest {

    private static final int ROWS = Integer.getInteger("lifeguard.test.rows", 100_000);
    private static final Duration TROUBLE = Duration.ofSeconds(4);

    @AutoClose private final Project project;
    private final TestDatabase database;

    BusySiteTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(
                "20240101000000_orders.sql",
                """
                CREATE TABLE orders (id int PRIMARY KEY, amount int NOT NULL);
                INSERT INTO orders SELECT g, 0 FROM generate_series(1, %s) g;
                """
                        .formatted(ROWS));
        project.up();
    }

    /** What each request of the load took, while something goes on. */
    private List<Duration> during(Background<?> work) throws SQLException {
        List<Duration> times = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Background<Boolean> load = Background.start(() -> load(times, over));
        work.result();
        over.set(true);
        load.result();
        return times;
    }

    private boolean load(List<Duration> times, AtomicBoolean over) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int id = 1; !over.get(); id++) {
                long start = System.nanoTime();
                statement.execute("SELECT amount FROM orders WHERE id = " + id);
                statement.execute("UPDATE orders SET amount = amount + 1 WHERE id = " + id);
                times.add(Duration.ofNanos(System.nanoTime() - start));
                Thread.onSpinWait();
            }
        }
        return true;
    }

    /** Behind that part of them in a hundred all are slower. */
    private static Duration percentile(List<Duration> times, int percent) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** For docs/reliability.md. */
    private void print(String what, List<Duration> times) {
        System.out.printf(
                Locale.ROOT,
                "%s, %s rows, %s: %s requests, p50 %s ms, p99 %s ms, longest %s ms%n",
                database.value("SHOW server_version"),
                ROWS,
                what,
                times.size(),
                percentile(times, 50).toMillis(),
                percentile(times, 99).toMillis(),
                percentile(times, 100).toMillis());
    }

    private Background<Boolean> longTransaction(Blocker blocker) {
        return Background.start(
                () -> {
                    long end = System.nanoTime() + TROUBLE.toNanos();
                    Await.until("the time is over", () -> System.nanoTime() - end > 0);
                    blocker.end();
                    return true;
                });
    }

    @Test
    void goesOnBesideAMigrationAndNotBesideABareAlter() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                "ALTER TABLE orders ADD COLUMN note text DEFAULT 'none' NOT NULL;\n");
        try (Blocker blocker = Blocker.in(database, "SELECT count(*) FROM orders")) {
            Background<MigrationReport> up =
                    Background.start(
                            project.migrator().tableLockTimeout(Duration.ofMillis(500)).build()
                                    ::up);
            Background<Boolean> end = longTransaction(blocker);

            List<Duration> times = during(up);

            end.result();
            print("beside up", times);
            assertThat(percentile(times, 99)).isLessThan(Duration.ofSeconds(1));
            assertThat(percentile(times, 100)).isLessThan(Duration.ofSeconds(2));
            assertThat(up.result().applied().getFirst().attempts()).isGreaterThan(1);
        }
        try (Blocker blocker = Blocker.in(database, "SELECT count(*) FROM orders")) {
            Background<Boolean> bare =
                    Background.start(
                            () -> {
                                database.execute("ALTER TABLE orders ADD COLUMN bare text");
                                return true;
                            });
            Background<Boolean> end = longTransaction(blocker);

            List<Duration> times = during(bare);

            end.result();
            print("beside a bare ALTER TABLE", times);
            assertThat(percentile(times, 100)).isGreaterThan(TROUBLE.dividedBy(2));
        }
    }
}
