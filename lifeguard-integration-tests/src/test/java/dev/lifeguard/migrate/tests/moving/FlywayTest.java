package dev.lifeguard.migrate.tests.moving;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;

/** Flyway's directories and histories on each database that both know. */
final class FlywayTest {

    @Nested
    @OnPostgres
    final class Postgres extends FlywayContract {
        Postgres(PostgresServer server) {
            super(() -> ContractDatabase.postgresql(server));
        }
    }

    @Nested
    final class MariaDb extends FlywayContract {
        MariaDb() {
            super(() -> ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Sqlite extends FlywayContract {
        Sqlite() {
            super(ContractDatabase::sqlite);
        }
    }

    @Nested
    final class H2 extends FlywayContract {
        H2() {
            super(ContractDatabase::h2);
        }
    }
}
