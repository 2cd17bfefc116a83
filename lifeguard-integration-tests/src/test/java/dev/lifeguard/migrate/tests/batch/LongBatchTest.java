package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.schema.Batch;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.schema.IrreversibleMigration;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Batches that take longer than the server lets them. */
@OnPostgres(18)
final class LongBatchTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    @AutoClose private final BatchProject project;

    LongBatchTest(PostgresServer server) {
        project = BatchProject.of(ContractDatabase.postgresql(server));
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList());
    }

    /** Until two leases are over by the database's clock. */
    private void think() {
        String end =
                project.database()
                        .query("SELECT clock_timestamp() + 2 * interval '3 seconds'")
                        .getFirst();
        Await.until(
                "two leases are over",
                () ->
                        project.database()
                                .query("SELECT clock_timestamp() > '%s'".formatted(end))
                                .getFirst()
                                .equals("t"));
    }

    private MigratorBuilder thinking(BatchSpec<Long> spec, AtomicInteger calls) {
        Fill<Long> fill =
                new Fill<>(
                        spec,
                        batch -> {
                            if (calls.incrementAndGet() == 1) {
                                think();
                            }
                            return batch.update(
                                    "UPDATE item SET seen = seen + 1 WHERE " + batch.condition());
                        });
        return project.database().migrator().source(MigrationSource.of(fill)).lease(LEASE);
    }

    private static BatchSpec<Long> byId() {
        return BatchSpec.of("item", row -> row.getLong(1), "id")
                .size(20)
                .maxSize(20)
                .targetTime(Duration.ofHours(1));
    }

    @Test
    void codeMayComputeForLongerThanTheLease() {
        AtomicInteger calls = new AtomicInteger();

        thinking(byId(), calls).build().up();

        assertThat(calls).hasValue(2);
        assertThat(project.seen()).containsExactly("1|40");
    }

    @Test
    void codeMayComputeForLongerInTheBackgroundToo() {
        AtomicInteger calls = new AtomicInteger();
        MigratorBuilder thinking = thinking(byId().background(), calls);
        thinking.build().up();

        assertThat(thinking.build().batches().run(BatchRun.all()))
                .singleElement()
                .returns(State.DONE, BatchStatus::state);

        assertThat(calls).hasValue(2);
        assertThat(project.seen()).containsExactly("1|40");
    }

    /** One whose question computes. */
    private record Asking(Fill<Long> fill, Supplier<Optional<String>> question)
            implements BatchMigration<Long>, IrreversibleMigration {

        @Override
        public long version() {
            return fill.version();
        }

        @Override
        public String name() {
            return fill.name();
        }

        @Override
        public BatchSpec<Long> spec() {
            return fill.spec();
        }

        @Override
        public long apply(Batch<Long> batch) throws Exception {
            return fill.apply(batch);
        }

        @Override
        public Optional<String> verify(Connection connection) throws SQLException {
            connection.createStatement().execute("SELECT count(*) FROM item");
            return question.get();
        }
    }

    @Test
    void theQuestionBehindThemMayComputeForLongerInTheBackgroundToo() {
        AtomicInteger asked = new AtomicInteger();
        Fill<Long> fill =
                new Fill<>(
                        byId().background(),
                        batch ->
                                batch.update(
                                        "UPDATE item SET seen = seen + 1 WHERE "
                                                + batch.condition()));
        MigratorBuilder asking =
                project.database()
                        .migrator()
                        .source(
                                MigrationSource.of(
                                        new Asking(
                                                fill,
                                                () -> {
                                                    if (asked.incrementAndGet() == 1) {
                                                        think();
                                                    }
                                                    return Optional.empty();
                                                })))
                        .lease(LEASE);
        asking.build().up();

        assertThat(asking.build().batches().run(BatchRun.all()))
                .singleElement()
                .returns(State.DONE, BatchStatus::state);

        assertThat(asked).hasValue(1);
        assertThat(project.seen()).containsExactly("1|40");
    }

    /** Each row takes 40 ms, and a transaction may take 500. */
    private void slowRows(String words) {
        project.database()
                .execute(
                        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                                + " 'BEGIN PERFORM pg_sleep(0.04); RETURN NEW; END'",
                        "CREATE TRIGGER slow BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION"
                                + " slow()");
        project.fill("key=id size=40 max-size=40 " + words, "id > :from AND id <= :to");
    }

    private void limitTransactions() {
        String database = project.database().query("SELECT current_database()").getFirst();
        project.database()
                .execute("ALTER DATABASE %s SET transaction_timeout = '500ms'".formatted(database));
    }

    @Test
    void isHalvedWhereTheServerEndsItsSessionForThat() {
        slowRows("mode=background");
        project.up();
        limitTransactions();

        assertThat(project.migrator().build().batches().run(BatchRun.all()))
                .singleElement()
                .returns(State.DONE, BatchStatus::state)
                .returns(40L, BatchStatus::rowsDone);

        assertThat(project.seen()).containsExactly("1|40");
    }

    @Test
    void isHalvedForTheNextRunWhereUpRunsIt() {
        slowRows("");
        limitTransactions();

        LifeguardException first = failureOf(project::up);
        LifeguardException second = failureOf(project::up);

        assertThat(first)
                .hasMessage(
                        "LG-501 The connection to the database was lost in the middle of migration"
                                + " 20240102000000 fill: terminating connection due to transaction"
                                + " timeout (SQLState 25P04). This run has committed none of its"
                                + " batches. The next one takes half as many rows. up goes on there"
                                + " when it is back.");
        assertThat(second).message().contains("The next one takes half as many rows.");
        project.up();
        assertThat(project.seen()).containsExactly("1|40");
    }
}
