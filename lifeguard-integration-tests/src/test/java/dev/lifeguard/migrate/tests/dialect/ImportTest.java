package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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

        @Test
        void findsATableInCapitalsOfItsOwn() {
            applyByLedger(1, 2);
            database.execute("RENAME TABLE ledger TO LedGer");

            assertThat(migrator().planImport(Ledger.LEDGER).imported()).hasSize(2);
            // The name as it is written goes before one in other capitals.
            database.execute("CREATE TABLE ledger LIKE LedGer");
            assertThat(migrator().planImport(Ledger.LEDGER).imported()).isEmpty();
            assertThat(migrator().planImport(new Ledger("ledger", "LedGer")).imported()).hasSize(2);
            assertThat(failureOf(() -> migrator().planImport(new Ledger("ledger", "LEDGER"))))
                    .message()
                    .contains("LedGer", "ledger");
        }

        @Test
        void findsATableThatKeepsItsFormerRows() {
            applyByLedger(1, 2);
            database.execute("ALTER TABLE ledger ADD SYSTEM VERSIONING");

            assertThat(migrator().importHistory(Ledger.LEDGER).imported()).hasSize(2);
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
