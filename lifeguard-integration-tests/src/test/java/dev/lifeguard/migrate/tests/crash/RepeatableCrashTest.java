package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A process that is killed at an event or in a statement of a repeatable migration or a hook. */
@OnPostgres(18)
final class RepeatableCrashTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final String TRACE = "INSERT INTO trace VALUES ('%s');\n";

    @AutoClose private final Project project;

    RepeatableCrashTest(PostgresServer server) {
        project = new Project(server);
        project.database().execute("CREATE TABLE trace (what text)");
        for (String hook :
                List.of("before_up", "after_up", "before_migration", "after_migration")) {
            project.write(hook + ".sql", TRACE.formatted(hook));
        }
        edit(0);
    }

    /** What is pending in each round. */
    private void edit(int round) {
        project.write("r_a.sql", TRACE.formatted("a" + round));
        project.write(
                "r_b.sql",
                """
                -- lifeguard:no-transaction
                CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON trace (what);
                """
                        + TRACE.formatted("b" + round));
    }

    private List<MigrationEvent> run() {
        List<MigrationEvent> events = new ArrayList<>();
        project.migrator()
                .lease(LEASE)
                .lockTimeout(Duration.ofSeconds(30))
                .listener(events::add)
                .build()
                .up();
        return events;
    }

    private ChildProcess start(int event) {
        return ChildProcess.java(
                Path.of("").toAbsolutePath(),
                Map.of(),
                CrashingRun.class.getName(),
                project.database().url(),
                project.directory().toString(),
                LEASE.toString(),
                "pause",
                Integer.toString(event),
                project.directory().resolveSibling("never").toString());
    }

    private void requireWhole(int round) {
        assertThat(project.migrator().build().status().upToDate()).isTrue();
        assertThat(project.database().query("SELECT DISTINCT what FROM trace"))
                .contains("a" + round, "b" + round);
        assertThat(count("a" + round)).isEqualTo(1);
        assertThat(count("b" + round)).isBetween(1, 2);
        assertThat(project.database().value("SELECT bool_and(indisvalid) FROM pg_index"))
                .isEqualTo("t");
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    private int count(String what) {
        return project.database()
                .query("SELECT 1 FROM trace WHERE what = '%s'".formatted(what))
                .size();
    }

    @Test
    void theNextRunGoesOnFromEveryEvent() {
        int events = run().size();
        requireWhole(0);

        for (int event = 1; event <= events; event++) {
            edit(event);
            try (ChildProcess child = start(event)) {
                Await.until(
                        () -> child.output() + child.errors(),
                        () ->
                                child.output().startsWith(CrashingRun.PAUSED)
                                        || child.output().startsWith("done"));
                child.kill();
            }
            run();
            requireWhole(event);
        }
    }

    private void killIn(String file, String text) {
        project.write(file, text + "SELECT pg_sleep(60);\n");
        try (ChildProcess child = start(1000)) {
            Await.until(
                    () -> child.output() + child.errors(),
                    () ->
                            !project.database()
                                    .query(
                                            "SELECT FROM pg_stat_activity WHERE state = 'active'"
                                                    + " AND query LIKE '%pg_sleep(60)%'"
                                                    + " AND pid <> pg_backend_pid()")
                                    .isEmpty());
            child.kill();
        }
        project.write(file, text);
        run();
    }

    @Test
    void killedInAStatementOfARepeatableMigration() {
        run();

        killIn("r_a.sql", TRACE.formatted("a1"));

        assertThat(count("a1")).isEqualTo(1);
        assertThat(project.migrator().build().status().upToDate()).isTrue();
    }

    @Test
    void killedInAStatementOfAHook() {
        run();
        edit(1);

        killIn("before_migration.sql", TRACE.formatted("before"));

        requireWhole(1);
        edit(2);
        killIn("before_up.sql", TRACE.formatted("before up"));

        requireWhole(2);
        assertThat(count("before up")).isEqualTo(1);
    }
}
