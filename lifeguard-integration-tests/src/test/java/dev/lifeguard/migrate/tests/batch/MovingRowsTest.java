package dev.lifeguard.migrate.tests.batch;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Two workers are killed again and again, while rows come, go and change their keys. A row that
 * stays where it was is changed exactly once.
 *
 * <p>{@code -Dlifeguard.batch.kills=100 -Dlifeguard.batch.rows=1000000} and {@code
 * -Dlifeguard.batch.resume=3} are the long run.
 */
@OnPostgres(18)
final class MovingRowsTest {

    private static final int KILLS = Integer.getInteger("lifeguard.batch.kills", 5);
    private static final int ROWS = Integer.getInteger("lifeguard.batch.rows", 50_000);

    /** How many seconds may pass from a kill to the next batch; 0 where nobody looks at that. */
    private static final int MOST_RESUME = Integer.getInteger("lifeguard.batch.resume", 0);

    /** So many batches, so that there is work left behind the last kill. */
    private static final int SIZE = Math.clamp(ROWS / (KILLS * 100L), 1, 1000);

    @AutoClose private final Project project;
    private final TestDatabase database;

    MovingRowsTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    /** Every third key stays; of the others one is deleted, moved or put in front. */
    private void begin() {
        database.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY, born bigint NOT NULL,"
                        + " seen int NOT NULL DEFAULT 0)",
                "INSERT INTO item SELECT n * 10, n * 10 FROM generate_series(1, %s) n"
                        .formatted(ROWS));
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=item key=id size=%1$s max-size=%1$s mode=background
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """
                        .formatted(SIZE));
        project.up();
    }

    private void move(AtomicBoolean over) throws SQLException {
        Random random = new Random(42);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                long key = (random.nextInt(ROWS / 3) * 3L + 1) * 10;
                statement.addBatch(
                        "INSERT INTO item VALUES (%1$s, -1) ON CONFLICT DO NOTHING"
                                .formatted(key + 1 + random.nextInt(4)));
                statement.addBatch("DELETE FROM item WHERE id = %s".formatted(key));
                statement.addBatch(
                        "UPDATE item SET id = %s, born = -1 WHERE id = %s"
                                .formatted(
                                        (random.nextInt(ROWS) + 1) * 10L + 5 + random.nextInt(4),
                                        key + 30));
                try {
                    statement.executeBatch();
                } catch (SQLException taken) {
                    statement.clearBatch();
                }
            }
        }
    }

    private long batches() {
        return Long.parseLong(database.value("SELECT sum(batches_done) FROM lifeguard_batches"));
    }

    private ChildProcess runner() {
        return ChildProcess.java(
                Path.of("").toAbsolutePath(),
                Map.of(),
                RunBatches.class.getName(),
                database.url(),
                project.directory().toString());
    }

    @Test
    void aRowThatStaysIsChangedExactlyOnceWhateverIsKilled() throws SQLException {
        begin();
        AtomicBoolean over = new AtomicBoolean();
        Background<Boolean> moving =
                Background.start(
                        () -> {
                            move(over);
                            return true;
                        });
        Duration longest = Duration.ZERO;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = batches();
            long began = System.nanoTime();
            try (ChildProcess runner = runner()) {
                Await.until("a batch is done", () -> batches() > before);
                Duration resumed = Duration.ofNanos(System.nanoTime() - began);
                longest = resumed.compareTo(longest) > 0 ? resumed : longest;
                Await.until("batches are done", () -> batches() > before + 3);
                runner.kill();
            }
        }
        if (MOST_RESUME > 0) {
            System.out.printf("The longest time from a kill to the next batch: %s%n", longest);
        }
        try (ChildProcess runner = runner()) {
            Duration most = Duration.ofMinutes(3).plusMillis(ROWS);
            assertThat(runner.awaitExitWithin(most)).as(runner.errors()).isZero();
        }
        over.set(true);
        assertThat(moving.result()).isTrue();

        assertThat(database.query("SELECT DISTINCT status FROM lifeguard_batches"))
                .containsExactly("DONE");
        assertThat(
                        database.query(
                                "SELECT DISTINCT seen FROM item WHERE id = born AND id % 30 <> 10"))
                .isEqualTo(List.of("1"));
        if (MOST_RESUME > 0) {
            assertThat(longest).isLessThan(Duration.ofSeconds(MOST_RESUME));
        }
    }
}
