package dev.lifeguard.migrate.tests.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A dump of the nasty schema that pg_dump 15 wrote, on every server: as psql restores it. */
@OnPostgres({14, 15, 16, 17, 18})
final class StoredDumpTest {

    @AutoClose private final Twins twins;

    StoredDumpTest(PostgresServer server) throws SQLException, IOException {
        twins = new Twins(server);
    }

    @Test
    void isRestoredAsByPsql() throws SQLException, IOException {
        SqlCase dump = Corpus.nastyDump();

        Outcome psql = twins.psql(dump);
        Outcome up = twins.up(dump);

        assertThat(psql.success()).as(psql.message()).isTrue();
        assertThat(up).isEqualTo(psql);
        assertThat(up.content()).hasSizeGreaterThan(1000);
    }
}
