package dev.lifeguard.migrate.tests.batch;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Migrations in Java that run in batches, on each database. */
final class JavaBatchTest {

    @Nested
    @OnPostgres
    final class Postgres extends JavaBatchContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }

        @Test
        void noticesThatItsTransactionEnded() {
            noticesThatItsTransactionEnded("COMMIT");
        }
    }

    @Nested
    final class MariaDb extends JavaBatchContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Test
        void noticesThatItsTransactionEnded() {
            noticesThatItsTransactionEnded("CREATE TABLE other (id integer)");
        }
    }

    @Nested
    final class Sqlite extends JavaBatchContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }

        @Test
        void noticesThatItsTransactionEnded() {
            noticesThatItsTransactionEnded("ROLLBACK");
        }
    }

    @Nested
    final class H2 extends JavaBatchContract {
        H2() {
            super(ContractDatabase.h2());
        }
    }
}
