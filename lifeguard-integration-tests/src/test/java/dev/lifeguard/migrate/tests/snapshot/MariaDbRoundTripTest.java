package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import org.junit.jupiter.api.Test;

/** A snapshot of MariaDB that is loaded makes the same snapshot. */
final class MariaDbRoundTripTest {

    @Test
    void ofARichSchema() {
        String text = loadedAgain(Snapshots.resource("mariadb_rich.sql"));

        assertThat(text).isEqualTo(Snapshots.resource("mariadb_rich_expected.sql"));
    }

    /** Makes a schema, and loads its snapshot, whose own must be the same. */
    private static String loadedAgain(String schema) {
        try (ContractDatabase original = MariaDbSnapshots.with(schema)) {
            String text = MariaDbSnapshots.of(original).text();
            try (ContractDatabase loaded = MariaDbSnapshots.with(text)) {
                assertThat(MariaDbSnapshots.of(loaded).text()).isEqualTo(text);
            }
            return text;
        }
    }
}
