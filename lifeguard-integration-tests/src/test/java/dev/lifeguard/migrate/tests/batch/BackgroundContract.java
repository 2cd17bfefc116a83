package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.batch.Batches;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.project.Project;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for batches that are run in the background on each database. */
abstract class BackgroundContract {

    private static final long FILL = 20240102000000L;
    private static final String FILLED = FILL + " " + FILL + " fill";
    private static final String WHERE = "id > :from AND id <= :to";

    @AutoClose final BatchProject project;

    BackgroundContract(ContractDatabase database) {
        project = BatchProject.of(database);
    }

    private Batches batches() {
        return project.migrator().build().batches();
    }

    private void thousandRows(String words) {
        project.table("id bigint NOT NULL PRIMARY KEY, CHECK (seen < 1 OR id <> 0)");
        project.rows(IntStream.range(0, 1000).mapToObj(at -> "" + (at * 7L + 3)).toList());
        project.fill(words + " mode=background", WHERE);
    }

    private static String told(BatchStatus status) {
        return "%s|%s|%s".formatted(status.state(), status.rowsDone(), status.batchesDone());
    }

    @Test
    void upOnlyBeginsThemAndSomebodyRunsThem() {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        assertThat(batches().status()).singleElement().returns(State.PENDING, BatchStatus::state);
        assertThat(failureOf(() -> batches().run(BatchRun.of(FILL))))
                .message()
                .contains("not applied yet");

        assertThat(Project.names(project.up().applied())).containsExactly("fill");

        assertThat(project.seen()).containsExactly("0|1000");
        assertThat(told(batches().status().getFirst())).isEqualTo("PENDING|0|0");
        assertThat(batches().run(BatchRun.all()).stream().map(BackgroundContract::told))
                .containsExactly("DONE|1000|10");
        assertThat(project.seen()).containsExactly("1|1000");
        assertThat(batches().run(BatchRun.all())).isEmpty();
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void theLogTellsWhoDidWhatWithThem() {
        thousandRows("key=id");
        project.up();

        batches().pause(FILL);
        batches().resume(FILL);
        batches().run(BatchRun.all());
        batches().run(BatchRun.all());
        batches().run(BatchRun.of(FILL).anew());

        assertThat(
                        project.database()
                                .query(
                                        "SELECT command, event, outcome, migrations FROM"
                                                + " lifeguard_migrations_log WHERE command <> 'up'"
                                                + " ORDER BY id"))
                .map(row -> row.replace("\t", " ").replace("null", ""))
                .containsExactly(
                        "batch pause|ended|succeeded|" + FILLED,
                        "batch resume|ended|succeeded|" + FILLED,
                        "batch run|began||" + FILLED,
                        "batch run|ended|succeeded|" + FILLED,
                        "batch run|began||" + FILLED,
                        "batch run|ended|succeeded|" + FILLED);
    }

    @Test
    void restsWhileItIsPausedAndGoesOnWhereItWas() {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        project.up();
        AtomicInteger told = new AtomicInteger();

        List<BatchStatus> paused =
                batches()
                        .run(
                                BatchRun.all()
                                        .telling(
                                                status -> {
                                                    if (told.incrementAndGet() == 3) {
                                                        batches().pause(FILL);
                                                    }
                                                }));

        assertThat(paused.stream().map(BackgroundContract::told)).containsExactly("PAUSED|300|3");
        assertThat(told(batches().run(BatchRun.of(FILL)).getFirst())).isEqualTo("PAUSED|300|3");
        assertThat(batches().resume(FILL).state()).isEqualTo(State.PENDING);
        assertThat(project.seen()).containsExactly("0|700", "1|300");
        assertThat(told(batches().run(BatchRun.of(FILL)).getFirst())).isEqualTo("DONE|1000|10");
        assertThat(project.seen()).containsExactly("1|1000");
        assertThat(failureOf(() -> batches().pause(FILL))).message().contains("is DONE");
    }

    @Test
    void whatItWaitedForIsNoErrorWhereItIsPausedMeanwhile() {
        thousandRows("key=id while=\"(SELECT count(*) FROM item) > 2000\"");
        project.up();

        List<BatchStatus> paused =
                batches()
                        .run(
                                BatchRun.all()
                                        .telling(
                                                status -> {
                                                    if (status.waiting().isPresent()) {
                                                        batches().pause(FILL);
                                                    }
                                                }));

        assertThat(paused)
                .singleElement()
                .returns(State.PAUSED, BatchStatus::state)
                .returns(Optional.empty(), BatchStatus::waiting)
                .returns(Optional.empty(), BatchStatus::error);
    }

    @Test
    void aCancelledOneIsBegunAnewOnlyWhereThatIsAsked() {
        thousandRows("key=id size=300");
        project.up();
        batches().cancel(FILL);

        assertThat(told(batches().run(BatchRun.of(FILL)).getFirst())).isEqualTo("CANCELLED|0|0");
        assertThat(batches().run(BatchRun.all())).isEmpty();
        assertThat(failureOf(() -> batches().resume(FILL)))
                .isInstanceOf(ConfigurationException.class);

        assertThat(batches().run(BatchRun.of(FILL).anew()).getFirst().state())
                .isEqualTo(State.DONE);
        assertThat(project.seen()).containsExactly("1|1000");
    }

    @Test
    void severalWorkersChangeEachRowOnce() {
        thousandRows("key=id size=20 max-size=20 target-time=1h");
        project.up();

        assertThat(batches().run(BatchRun.of(FILL).workers(3)).getFirst())
                .returns(State.DONE, BatchStatus::state)
                .returns(1000L, BatchStatus::rowsDone);

        assertThat(project.seen()).containsExactly("1|1000");
        assertThat(project.state().size()).isGreaterThan(1);
    }

    @Test
    void aFailedBatchIsRunAgainWhenItIsMended() {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        project.up();
        project.database().execute("UPDATE item SET id = 0 WHERE id = 3");

        LifeguardException failure = failureOf(() -> batches().run(BatchRun.all()));

        assertThat(failure).message().contains("LG-202 A batch of migration 20240102000000 fill");
        assertThat(batches().status().getFirst())
                .returns(State.FAILED, BatchStatus::state)
                .satisfies(status -> assertThat(status.error()).isPresent());
        project.database().execute("DELETE FROM item WHERE id = 0");
        assertThat(batches().run(BatchRun.all()).getFirst().state()).isEqualTo(State.DONE);
        assertThat(project.seen()).containsExactly("1|999");
    }

    @Test
    void aRollbackEndsThemAndTheyBeginAnewAfterIt() {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        project.write(
                BatchProject.FILE,
                """
                -- Up migration
                -- lifeguard:batch table=item key=id size=100 max-size=100 target-time=1h mode=background
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                -- Down migration
                UPDATE item SET seen = 0;
                """);
        project.up();
        AtomicInteger told = new AtomicInteger();

        batches()
                .run(
                        BatchRun.all()
                                .telling(
                                        status -> {
                                            if (told.incrementAndGet() == 3) {
                                                project.migrator().build().down();
                                            }
                                        }));

        assertThat(project.seen()).containsExactly("0|1000");
        assertThat(told(batches().status().getFirst())).isEqualTo("PENDING|0|0");
        project.up();
        assertThat(told(batches().run(BatchRun.all()).getFirst())).isEqualTo("DONE|1000|10");
        assertThat(project.seen()).containsExactly("1|1000");
    }

    @Test
    void whereARollbackFailsTheyRestAndMayGoOn() {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        project.write(
                BatchProject.FILE,
                """
                -- Up migration
                -- lifeguard:batch table=item key=id size=100 max-size=100 target-time=1h mode=background
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                -- Down migration
                UPDATE item SET not_there = 0;
                """);
        project.up();
        AtomicInteger told = new AtomicInteger();

        batches()
                .run(
                        BatchRun.all()
                                .telling(
                                        status -> {
                                            if (told.incrementAndGet() == 3) {
                                                failureOf(() -> project.migrator().build().down());
                                            }
                                        }));

        assertThat(told(batches().status().getFirst())).isEqualTo("PAUSED|300|3");
        batches().resume(FILL);
        assertThat(told(batches().run(BatchRun.all()).getFirst())).isEqualTo("DONE|1000|10");
        assertThat(project.seen()).containsExactly("1|1000");
    }

    @Test
    void whatIsCancelledBehindItsLastBatchIsNotDone() {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        project.up();
        AtomicInteger told = new AtomicInteger();
        DataSource plain = project.database().dataSource();
        DataSource cancelling =
                (DataSource)
                        Proxy.newProxyInstance(
                                DataSource.class.getClassLoader(),
                                new Class<?>[] {DataSource.class},
                                (proxy, method, arguments) -> {
                                    if (method.getName().equals("getConnection")
                                            && told.compareAndSet(10, 11)) {
                                        batches().cancel(FILL);
                                    }
                                    return method.invoke(plain, arguments);
                                });

        List<BatchStatus> ended =
                project.database()
                        .migrator(cancelling)
                        .source(MigrationSource.directory(project.directory()))
                        .build()
                        .batches()
                        .run(BatchRun.all().telling(status -> told.incrementAndGet()));

        assertThat(told).hasValue(11);
        assertThat(ended.stream().map(BackgroundContract::told))
                .containsExactly("CANCELLED|1000|10");
    }

    @Test
    void whatIsBegunAnewWhileItRunsIsRunAnew() {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        project.up();
        AtomicInteger told = new AtomicInteger();

        List<BatchStatus> ended =
                batches()
                        .run(
                                BatchRun.all()
                                        .telling(
                                                status -> {
                                                    if (told.incrementAndGet() == 3) {
                                                        beginAnew("planned = 0");
                                                    }
                                                }));

        assertThat(ended.stream().map(BackgroundContract::told)).containsExactly("DONE|1000|10");
        assertThat(project.seen()).containsExactly("1|1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"planned = 0", "planned = 1, upper_bound = '6996'"})
    void whatIsBegunAnewWithOtherSqlIsNotRunByTheOldProcess(String bounds) {
        thousandRows("key=id size=100 max-size=100 target-time=1h");
        project.up();
        AtomicInteger told = new AtomicInteger();

        LifeguardException failure =
                failureOf(
                        () ->
                                batches()
                                        .run(
                                                BatchRun.all()
                                                        .telling(
                                                                status -> {
                                                                    if (told.incrementAndGet()
                                                                            == 3) {
                                                                        beginAnew(
                                                                                bounds
                                                                                        + ", spec_hash"
                                                                                        + " = 'other'");
                                                                    }
                                                                })));

        assertThat(failure)
                .isInstanceOf(ValidationException.class)
                .hasMessage(
                        "LG-304 20240102000000_fill.sql:2:1: Its batches were begun anew while this"
                            + " process ran them, with another table, key or SQL than it has. It"
                            + " does nothing more of them; who began them anew, or \"batch run"
                            + " 20240102000000\" with what they are now, goes on.");
        assertThat(project.seen()).containsExactly("0|1000");
        assertThat(project.database().query("SELECT status, rows_done FROM lifeguard_batches"))
                .containsExactly("PENDING|0");
    }

    private void beginAnew(String more) {
        project.database().execute("UPDATE item SET seen = 0");
        project.database()
                .execute(
                        "UPDATE lifeguard_batches SET status = 'PENDING', rows_done = 0,"
                            + " batches_done = 0, fence = NULL, lower_bound = NULL, cursor_value ="
                            + " NULL, upper_bound = NULL");
        project.database().execute("UPDATE lifeguard_batches SET " + more);
    }

    @Test
    void upRunsThemItselfWhereItIsTold() {
        thousandRows("key=id size=300");
        project.write(
                "20240103000000_after.sql",
                "-- lifeguard:requires 20240102000000\nCREATE TABLE after_it (id integer);\n");

        assertThat(Project.names(project.migrator().backgroundBatchesInUp().build().up().applied()))
                .containsExactly("fill", "after");

        assertThat(project.seen()).containsExactly("1|1000");
    }

    @ParameterizedTest
    @CsvSource({"20240103000000, is this one itself", "20240104000000, runs behind it"})
    void oneThatWouldWaitForEverIsRefused(String required, String why) {
        project.write(
                "20240103000000_after.sql",
                "-- lifeguard:requires %s\nCREATE TABLE after_it (id integer);\n"
                        .formatted(required));
        project.write("20240104000000_last.sql", "CREATE TABLE last_one (id integer);\n");

        assertThat(failureOf(project::up))
                .isInstanceOf(ValidationException.class)
                .hasMessage(
                        ("LG-302 20240103000000_after.sql requires the batches of migration %s,"
                             + " which %s: it would wait for ever. Correct the version behind \"--"
                             + " lifeguard:requires\".")
                                .formatted(required, why));
    }

    @Test
    void theOneThatComesAfterWaitsForThem() {
        thousandRows("key=id size=300");
        project.write(
                "20240103000000_after.sql",
                "-- lifeguard:requires 20240102000000\nCREATE TABLE after_it (id integer);\n");
        project.write("20240104000000_last.sql", "CREATE TABLE last_one (id integer);\n");

        assertThat(Project.names(project.up().applied())).containsExactly("fill");
        assertThat(project.up().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("after", "20240102000000"));
        assertThat(Project.pendingNames(project.up().pending())).containsExactly("after", "last");
        batches().run(BatchRun.all());

        assertThat(Project.names(project.up().applied())).containsExactly("after", "last");
    }
}
