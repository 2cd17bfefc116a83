package dev.lifeguard.migrate.tests.batch;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;

/** Batches that are run in the background, on each database. */
final class BackgroundTest {

    @Nested
    @OnPostgres
    final class Postgres extends BackgroundContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }
    }

    @Nested
    final class MariaDb extends BackgroundContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Sqlite extends BackgroundContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }
    }

    @Nested
    final class H2 extends BackgroundContract {
        H2() {
            super(ContractDatabase.h2());
        }
    }
}
