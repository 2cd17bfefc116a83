package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Equal schemas are equal bytes, whatever the order in which they were made; {@code
 * -Dsnapshot.schemas=300 -Djunit.jupiter.execution.timeout.mode=disabled} makes more of them.
 */
@OnPostgres(18)
final class AnyOrderTest {

    @AutoClose private final TestDatabase database;

    AnyOrderTest(PostgresServer server) {
        database = server.createDatabase();
    }

    @Test
    void writesTheSameForRandomSchemasMadeInTwoOrders() {
        for (int seed = 0; seed < Integer.getInteger("snapshot.schemas", 15); seed++) {
            RandomSchema schema = new RandomSchema(seed);

            String one = made(schema.statements(1));

            assertThat(made(schema.statements(2))).as("seed %s", seed).isEqualTo(one);
        }
    }

    private String made(List<String> statements) {
        database.execute(String.join(";\n", statements));
        String text = Snapshots.of(database).text();
        database.execute("DROP SCHEMA r CASCADE");
        return text;
    }
}
