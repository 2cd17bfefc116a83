package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Equal schemas are equal bytes, whatever the order in which they were made; {@code
 * -Dsnapshot.schemas=300} makes more of them.
 */
final class MariaDbAnyOrderTest {

    @Test
    void writesTheSameForRandomSchemasMadeInTwoOrders() {
        for (int seed = 0; seed < Integer.getInteger("snapshot.schemas", 6); seed++) {
            MariaDbRandomSchema schema = new MariaDbRandomSchema(seed);

            String one = made(schema.statements(1));

            assertThat(made(schema.statements(2))).as("seed %s", seed).isEqualTo(one);
            try (ContractDatabase loaded = MariaDbSnapshots.with(one)) {
                assertThat(MariaDbSnapshots.of(loaded).text()).as("seed %s", seed).isEqualTo(one);
            }
        }
    }

    private static String made(List<String> statements) {
        try (ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running())) {
            database.execute(statements.toArray(String[]::new));
            return MariaDbSnapshots.of(database).text();
        }
    }
}
