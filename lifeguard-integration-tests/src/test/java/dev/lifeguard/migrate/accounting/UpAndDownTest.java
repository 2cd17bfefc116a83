package dev.lifeguard.migrate.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each migration and its way back, with rows in every table. */
@OnPostgres({14, 15, 16, 17, 18})
final class UpAndDownTest {

    @AutoClose private final FilledSchema schema;

    UpAndDownTest(PostgresServer server) {
        schema = new FilledSchema(server);
    }

    @Test
    void downRestoresTheSchemaBeforeAndUpTheOneAfter() {
        for (int migration = 1; migration <= FilledSchema.MIGRATIONS; migration++) {
            List<String> before = Catalogue.of(schema.database());
            schema.up(1);
            List<String> after = Catalogue.of(schema.database());
            schema.fill(migration);
            assertThat(schema.emptyTables()).isEmpty();

            schema.down(1);
            assertThat(Catalogue.of(schema.database())).isEqualTo(before).isNotEqualTo(after);
            schema.up(1);
            assertThat(Catalogue.of(schema.database())).isEqualTo(after).hasSizeGreaterThan(100);
            schema.fill(migration);
        }
        downFromTheTopLeavesNothing(Catalogue.of(schema.database()));
    }

    private void downFromTheTopLeavesNothing(List<String> all) {
        assertThat(schema.emptyTables()).isEmpty();

        schema.down(FilledSchema.MIGRATIONS);
        assertThat(Catalogue.of(schema.database())).containsExactly("schema public");
        schema.up(FilledSchema.MIGRATIONS);
        assertThat(Catalogue.of(schema.database())).isEqualTo(all);
    }
}
