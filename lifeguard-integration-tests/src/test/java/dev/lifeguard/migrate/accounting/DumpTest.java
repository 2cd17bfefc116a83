package dev.lifeguard.migrate.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PgDump;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The migrations as pg_dump sees them; its version is 15, which reads servers up to 15. */
@OnPostgres({14, 15})
final class DumpTest {

    @AutoClose private final FilledSchema schema;

    DumpTest(PostgresServer server) {
        schema = new FilledSchema(server);
    }

    @Test
    void isTheSameAfterDownAndAfterUpOnceMore() {
        for (int migration = 1; migration <= FilledSchema.MIGRATIONS; migration++) {
            List<String> before = PgDump.schema(schema.database());
            schema.up(1);
            List<String> after = PgDump.schema(schema.database());
            schema.fill(migration);

            schema.down(1);
            if (migration == 1) {
                schema.dropStateTable();
            }
            assertThat(PgDump.schema(schema.database())).isEqualTo(before).isNotEqualTo(after);
            schema.up(1);
            assertThat(PgDump.schema(schema.database())).isEqualTo(after).hasSizeGreaterThan(100);
            schema.fill(migration);
        }
        List<String> all = PgDump.schema(schema.database());

        schema.down(FilledSchema.MIGRATIONS);
        schema.up(FilledSchema.MIGRATIONS);

        assertThat(PgDump.schema(schema.database())).isEqualTo(all);
    }
}
