package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Taking over another tool's history on each database. */
@Execution(ExecutionMode.CONCURRENT)
final class ImportTest {

    @Nested
    @OnPostgres
    final class Postgres extends ImportContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }

        @Override
        String momentType() {
            return "timestamptz";
        }
    }

    @Nested
    final class MariaDb extends ImportContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Override
        String momentType() {
            return "timestamp NULL";
        }
    }

    @Nested
    final class Sqlite extends ImportContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }

        @Override
        String momentType() {
            return "text";
        }

        @Override
        boolean locksRows() {
            return false;
        }
    }

    @Nested
    final class H2 extends ImportContract {
        H2() {
            super(ContractDatabase.h2());
        }

        @Override
        String momentType() {
            return "timestamp with time zone";
        }
    }
}
