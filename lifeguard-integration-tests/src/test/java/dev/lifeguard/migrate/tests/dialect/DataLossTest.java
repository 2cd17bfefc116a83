package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rows that a way down takes away, on each database. */
@Execution(ExecutionMode.CONCURRENT)
final class DataLossTest {

    @Nested
    @OnPostgres
    final class Postgres extends DataLossContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }
    }

    @Nested
    final class MariaDb extends DataLossContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Sqlite extends DataLossContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }
    }

    @Nested
    final class H2 extends DataLossContract {
        H2() {
            super(ContractDatabase.h2());
        }
    }
}
