package dev.lifeguard.migrate.tests.batch;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;

/** Migrations in batches on each database. */
final class BatchTest {

    @Nested
    @OnPostgres
    final class Postgres extends BatchContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }
    }

    @Nested
    final class MariaDb extends BatchContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Sqlite extends BatchContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }
    }

    @Nested
    final class H2 extends BatchContract {
        H2() {
            super(ContractDatabase.h2());
        }
    }
}
