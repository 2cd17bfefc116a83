package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A network on which the second connection needs longer for its work than silence may last. */
@OnPostgres
final class SlowNetworkTest {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration DELAY = Duration.ofMillis(150);

    @AutoClose private final Project project;
    private final PGSimpleDataSource dataSource;
    @AutoClose private final BadNetwork network;

    SlowNetworkTest(PostgresServer server) {
        project = new Project(server);
        network = BadNetwork.slow(DELAY, server.port());
        dataSource = project.database().dataSource();
        dataSource.setPortNumbers(new int[] {network.port()});
    }

    @Test
    void isNotSilentWhileAnswersCome() {
        for (int number = 1; number <= 4; number++) {
            project.write(
                    "2024010%s000000_t%s.sql".formatted(number, number),
                    """
                    -- lifeguard:no-transaction
                    CREATE TABLE t%1$s (id int);
                    VACUUM t%1$s;
                    """
                            .formatted(number));
        }

        assertThat(project.migrator(dataSource).lease(LEASE).build().up().applied()).hasSize(4);
    }
}
