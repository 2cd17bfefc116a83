package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A history whose files were converted, on each database. */
@Execution(ExecutionMode.CONCURRENT)
final class MovedHistoryTest {

    @Nested
    @OnPostgres
    final class Postgres extends MovedHistoryContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }
    }

    /** In the dialect of a distributed database, on a PostgreSQL that says that it is one. */
    @Nested
    @OnPostgres
    final class Distributed extends MovedHistoryContract {
        Distributed(PostgresServer server) {
            super(
                    ContractDatabase.reporting(
                            server,
                            DatabaseProduct.YUGABYTEDB,
                            "server_version",
                            "15.2-YB-2025.1.0.0-b0"));
        }
    }

    @Nested
    final class MariaDb extends MovedHistoryContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Sqlite extends MovedHistoryContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }
    }

    @Nested
    final class H2 extends MovedHistoryContract {
        H2() {
            super(ContractDatabase.h2());
        }
    }
}
