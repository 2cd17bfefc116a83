package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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

        @Test
        void refusesToAskHowBusyItIs() {
            project.table("id bigint NOT NULL PRIMARY KEY");
            project.fill("key=id max-lag=5s", "id > :from AND id <= :to");

            assertThat(failureOf(project::up))
                    .hasMessage(
                            "LG-302 20240102000000_fill.sql:2:1: max-lag= can be asked of"
                                + " PostgreSQL alone. Take it out, or say in while= what must be"
                                + " true before a batch.");
        }
    }

    @Nested
    final class Sqlite extends BatchContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }

        @Test
        void aPrimaryKeyOfSeveralColumnsMayHoldNull() {
            project.table("a INTEGER, b INTEGER NOT NULL, PRIMARY KEY (a, b)");
            project.fill("key=(a, b)", "(a, b) > :from AND (a, b) <= :to");

            assertThat(failureOf(project::up)).message().contains("LG-302", "may be null");
        }
    }

    @Nested
    final class H2 extends BatchContract {
        H2() {
            super(ContractDatabase.h2());
        }
    }

    @Nested
    final class H2InSmallLetters extends BatchContract {
        H2InSmallLetters() {
            super(ContractDatabase.h2(";DATABASE_TO_LOWER=TRUE"));
        }
    }
}
