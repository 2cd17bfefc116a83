package dev.lifeguard.migrate.tests.moving;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;

/** Liquibase and this project's own by turns, on each database. */
final class LiquibaseTest {

    @Nested
    @OnPostgres
    final class Postgres extends LiquibaseContract {
        Postgres(PostgresServer server) {
            super(() -> ContractDatabase.postgresql(server));
        }

        @Override
        String shortWait() {
            return "SET lock_timeout = '300ms'";
        }
    }

    @Nested
    final class MariaDb extends LiquibaseContract {
        MariaDb() {
            super(() -> ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Override
        String shortWait() {
            return "SET innodb_lock_wait_timeout = 1";
        }
    }

    @Nested
    final class Sqlite extends LiquibaseContract {
        Sqlite() {
            super(ContractDatabase::sqlite);
        }

        @Override
        String yes() {
            return "1";
        }

        @Override
        String shortWait() {
            return "PRAGMA busy_timeout = 300";
        }
    }

    @Nested
    final class H2 extends LiquibaseContract {
        H2() {
            super(ContractDatabase::h2);
        }

        @Override
        String shortWait() {
            return "SET LOCK_TIMEOUT 300";
        }
    }
}
