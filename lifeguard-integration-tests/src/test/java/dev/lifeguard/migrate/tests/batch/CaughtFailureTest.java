package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.schema.Batch;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a batch in Java comes to whose code catches the failure of a statement. */
final class CaughtFailureTest {

    private static LifeguardException failure(BatchProject project, Fill.Work<Long> work) {
        Fill<Long> fill =
                new Fill<>(BatchSpec.of("item", row -> row.getLong(1), "id").size(10), work);
        return failureOf(
                () -> project.database().migrator().source(MigrationSource.of(fill)).build().up());
    }

    private static void twentyRows(BatchProject project) {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
    }

    @Nested
    @OnPostgres(18)
    final class Postgres {

        @AutoClose private final BatchProject project;

        Postgres(PostgresServer server) {
            project = BatchProject.of(ContractDatabase.postgresql(server));
            twentyRows(project);
        }

        private static long duplicate(Batch<Long> batch) throws SQLException {
            try (Statement statement = batch.connection().createStatement()) {
                statement.execute("INSERT INTO item (id) VALUES (1)");
            } catch (SQLException taken) {
                return 0;
            }
            return 1;
        }

        @Test
        void isToldAsThatFailure() {
            assertThat(failure(project, Postgres::duplicate))
                    .message()
                    .startsWith("LG-201 Migration 20240102000000 fill failed at ")
                    .contains(
                            "Fill.java:",
                            "duplicate key value violates unique constraint \"item_pkey\"")
                    .doesNotContain("COMMIT");
            assertThat(project.seen()).containsExactly("0|20");
        }

        @Test
        void isTheOneThatBrokeTheTransaction() {
            assertThat(
                            failure(
                                    project,
                                    batch -> {
                                        duplicate(batch);
                                        return duplicate(batch);
                                    }))
                    .message()
                    .contains("duplicate key value")
                    .doesNotContain("aborted");
        }

        @Test
        void isNoneWhereItsOwnSavepointSavesTheTransaction() {
            Fill<Long> fill =
                    new Fill<>(
                            BatchSpec.of("item", row -> row.getLong(1), "id").size(10),
                            batch -> {
                                batch.update("SAVEPOINT own");
                                duplicate(batch);
                                batch.update("ROLLBACK TO SAVEPOINT own");
                                return batch.update(
                                        "UPDATE item SET seen = 1 WHERE " + batch.condition());
                            });

            project.database().migrator().source(MigrationSource.of(fill)).build().up();

            assertThat(project.seen()).containsExactly("1|20");
        }
    }

    @Nested
    final class MariaDb {

        @AutoClose
        private final BatchProject project =
                BatchProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

        private final CountDownLatch first = new CountDownLatch(1);

        /** A transaction with more changes than the batch, which the server ends therefore. */
        private boolean changeMore() throws Exception {
            try (Connection connection = project.database().dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("UPDATE other SET n = 1");
                first.await();
                statement.execute("UPDATE item SET seen = 0 WHERE id = 1");
                connection.rollback();
                return true;
            }
        }

        private boolean isWaiting() {
            MariaDbServer.forgetTransactions(project.database());
            return project.database()
                    .query(
                            "SELECT count(*) FROM information_schema.innodb_trx t JOIN"
                                    + " information_schema.processlist p ON p.id ="
                                    + " t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND"
                                    + " p.db = database()")
                    .equals(List.of("1"));
        }

        @Test
        void isNoCommitWhereItEndedTheTransaction() {
            twentyRows(project);
            project.database().execute("CREATE TABLE other (n int NOT NULL, m int PRIMARY KEY)");
            IntStream.range(0, 200)
                    .forEach(
                            at ->
                                    project.database()
                                            .execute(
                                                    "INSERT INTO other VALUES (0, %s)"
                                                            .formatted(at)));
            Background<Boolean> more = Background.start(this::changeMore);

            LifeguardException failure =
                    failure(
                            project,
                            batch -> {
                                try (Statement statement = batch.connection().createStatement()) {
                                    statement.execute("UPDATE item SET seen = 5 WHERE id = 1");
                                    first.countDown();
                                    Await.until("the other one waits", this::isWaiting);
                                    statement.execute("UPDATE other SET n = 2");
                                } catch (SQLException deadlock) {
                                    return 0;
                                }
                                return 1;
                            });

            assertThat(failure)
                    .message()
                    .contains(
                            "its transaction ended in the middle of it: by the failure that it"
                                    + " caught (Deadlock found when trying to get lock; try"
                                    + " restarting transaction (SQLState 40001)), or by a COMMIT, a"
                                    + " ROLLBACK or a change of the schema, and what that committed"
                                    + " stays");
            assertThat(more.result()).isTrue();
            assertThat(project.seen()).containsExactly("0|20");
        }
    }
}
