package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.Test;

/** What older servers do not have. */
@OnPostgres(18)
final class NewerServerTest {

    private final PostgresServer server;

    NewerServerTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void isReadAndLoaded() {
        try (TestDatabase original = server.createDatabase();
                TestDatabase loaded = server.createDatabase()) {
            Snapshots.load(original, Snapshots.resource("newer.sql"));
            String text = Snapshots.of(original).text();
            assertThat(text).isEqualTo(Snapshots.resource("newer_expected.sql"));

            Snapshots.load(loaded, text);

            assertThat(Snapshots.of(loaded).text()).isEqualTo(text);
        }
    }
}
