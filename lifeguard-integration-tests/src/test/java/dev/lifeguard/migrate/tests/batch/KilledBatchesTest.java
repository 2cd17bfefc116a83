package dev.lifeguard.migrate.tests.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Processes that are killed in the middle of batches. */
@OnPostgres
final class KilledBatchesTest {

    /** How often one is killed; more are asked for by hand. */
    private static final int KILLS = Integer.getInteger("lifeguard.batch.kills", 2);

    @AutoClose private final Project project;
    private final TestDatabase database;

    KilledBatchesTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private long done() {
        List<String> rows =
                database.has("lifeguard_batches")
                        ? database.query("SELECT sum(rows_done) FROM lifeguard_batches")
                        : List.of();
        return rows.isEmpty() || rows.getFirst().isEmpty() ? 0 : Long.parseLong(rows.getFirst());
    }

    @Test
    void eachRowIsChangedOnceWhateverIsKilled() {
        database.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT n * 3 FROM generate_series(1, %s) n"
                        .formatted(20_000 * KILLS));
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=item key=id size=50 max-size=50
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """);
        for (int kill = 0; kill < KILLS; kill++) {
            long before = done();
            try (ChildProcess child = ChildProcess.up(project, Duration.ofMinutes(5))) {
                Await.until("some batches are done", () -> done() > before);
                child.kill();
            }
        }
        assertThat(database.query("SELECT count(*) FROM item WHERE seen = 0"))
                .isNotEqualTo(List.of("0"));

        project.up();

        assertThat(database.query("SELECT seen, count(*) FROM item GROUP BY seen"))
                .containsExactly("1|" + 20_000 * KILLS);
    }
}
