package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The header of a dump switches the idle timeout off, which a frozen runner's lock depends on. */
@OnPostgres
final class DumpHeaderTest {

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Recorder recorder = new Recorder();

    DumpHeaderTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private MigratorBuilder runner(DataSource dataSource) {
        return project.migrator(dataSource)
                .lease(Duration.ofSeconds(1))
                .lockTimeout(Duration.ofSeconds(15));
    }

    @Test
    void aRunnerThatFreezesBehindItIsTakenOver() throws IOException {
        project.write(
                "20240101000000_one.sql",
                """
                SET statement_timeout = 0;
                SET idle_in_transaction_session_timeout = 0;
                CREATE TABLE one (id int);
                COPY one FROM STDIN;
                1
                \\.
                """);
        try (WireTap tap = WireTap.before(database)) {
            tap.freezeAt("COPY one");
            Background<?> frozen = Background.start(runner(tap.dataSource()).build()::up);
            Await.until("the header is behind it", tap::isFrozen);

            runner(database.dataSource()).listener(recorder).build().up();

            assertThat(recorder.all(MigrationEvent.LockTakenOver.class)).hasSize(1);
            tap.thaw();
            frozen.failure(LeaseLostException.class);
        }
        assertThat(database.query("SELECT id FROM one")).containsExactly("1");
    }
}
