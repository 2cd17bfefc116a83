package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;

/** Rows that a way down takes away in a schema which is configured, on each database with some. */
final class LossInSchemaTest {

    @Nested
    @OnPostgres
    final class Postgres extends LossInSchemaContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server), '"');
        }
    }

    @Nested
    final class MariaDb extends LossInSchemaContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()), '`');
        }
    }

    @Nested
    final class H2 extends LossInSchemaContract {
        H2() {
            super(ContractDatabase.h2(), '"');
        }
    }
}
