package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot that is loaded makes the same snapshot, and each server writes the same. */
@OnPostgres({14, 15, 16, 17, 18})
final class RoundTripTest {

    private final PostgresServer server;

    RoundTripTest(PostgresServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rich", "constructs"})
    void ofASchemaIsTheSameTextOnEachServer(String schema) {
        try (TestDatabase original = server.createDatabase();
                TestDatabase loaded = server.createDatabase()) {
            Snapshots.load(original, Snapshots.resource(schema + ".sql"));
            String text = Snapshots.of(original).text();
            assertThat(text).isEqualTo(Snapshots.resource(schema + "_expected.sql"));

            Snapshots.load(loaded, text);

            assertThat(Snapshots.of(loaded).text()).isEqualTo(text);
        }
    }

    @Test
    void ofTheAccountingSample() {
        try (Project project = new Project(server);
                TestDatabase loaded = server.createDatabase()) {
            project.writeSample();
            project.up();
            String text = Snapshots.of(project.database()).text();

            Snapshots.load(loaded, text);

            assertThat(Snapshots.of(loaded).text()).isEqualTo(text);
        }
    }
}
