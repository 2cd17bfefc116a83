package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

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
        void readsQuotesAndPipesAsItsSessionDoes() throws SQLException {
            project.database()
                    .execute("CREATE TABLE `my item` (`the id` int PRIMARY KEY, note varchar(20))");
            project.database().execute("INSERT INTO `my item` VALUES (1, 'a'), (2, 'b'), (3, 'c')");
            project.write(
                    BatchProject.FILE,
                    """
                    -- lifeguard:batch table="my item" key="the id" size=2
                    UPDATE "my item" SET note = note || '!' WHERE "the id" > :from AND "the id" <= :to;
                    """);
            MariaDbDataSource ansi =
                    new MariaDbDataSource(
                            project.database().url()
                                    + "&sessionVariables=sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT'");

            Migrator.builder(ansi)
                    .source(MigrationSource.directory(project.directory()))
                    .build()
                    .up();

            assertThat(project.database().query("SELECT note FROM `my item` ORDER BY `the id`"))
                    .containsExactly("a!", "b!", "c!");
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

        @Test
        void keysOfAnyTypeAndWithNulInThemAreFoundAgain() {
            project.table("k PRIMARY KEY NOT NULL");
            project.rows(
                    List.of(
                            "3",
                            "12",
                            "'12'",
                            "'a'",
                            "'a' || char(0)",
                            "'a' || char(0) || 'b'",
                            "'c' || char(0) || 'd'"));
            project.fill("key=k size=1 max-size=1", "k > :from AND k <= :to");

            project.up();

            assertThat(project.seen()).containsExactly("1|7");
        }
    }

    @Nested
    final class H2 extends BatchContract {
        H2() {
            super(ContractDatabase.h2());
        }

        @Test
        void textsOfFixedLengthAreKeys() {
            project.table("k char(4) PRIMARY KEY");
            project.rows(List.of("'abc1'", "'abc2'", "'abc3'", "'a'"));
            project.fill("key=k size=1 max-size=1", "k > :from AND k <= :to");

            project.up();

            assertThat(project.seen()).containsExactly("1|4");
        }
    }

    @Nested
    final class H2InSmallLetters extends BatchContract {
        H2InSmallLetters() {
            super(ContractDatabase.h2(";DATABASE_TO_LOWER=TRUE"));
        }
    }
}
