package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The log on each database. */
@Execution(ExecutionMode.CONCURRENT)
final class LogTest {

    @Nested
    @OnPostgres
    final class Postgres extends LogContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }
    }

    @Nested
    final class MariaDb extends LogContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Sqlite extends LogContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }
    }

    @Nested
    final class H2 extends LogContract {
        H2() {
            super(ContractDatabase.h2());
        }
    }
}
