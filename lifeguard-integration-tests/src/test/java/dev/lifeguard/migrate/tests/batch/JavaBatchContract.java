package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.batch.Batches;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.schema.Batch;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.schema.IrreversibleMigration;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.project.Project;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What holds for migrations in Java that run in batches, on each database. */
abstract class JavaBatchContract {

    private static final long FILL = 20240102000000L;

    @AutoClose final BatchProject project;

    JavaBatchContract(ContractDatabase database) {
        project = BatchProject.of(database);
    }

    private static BatchSpec<Long> byId() {
        return BatchSpec.of("item", row -> row.getLong(1), "id")
                .size(100)
                .maxSize(100)
                .targetTime(Duration.ofHours(1));
    }

    private static long count(Batch<Long> batch) throws Exception {
        List<Long> keys = batch.keys();
        batch.updateEach(
                "UPDATE item SET seen = seen + 1 WHERE id = ?",
                keys.stream().map(List::of).toList());
        return keys.size();
    }

    private Migrator with(Migration... migrations) {
        return project.database().migrator().source(MigrationSource.of(migrations)).build();
    }

    private void thousandRows(String more) {
        project.table("id bigint NOT NULL PRIMARY KEY" + more);
        project.rows(IntStream.range(0, 1000).mapToObj(at -> "" + (at * 7L + 3)).toList());
    }

    @Test
    void worksOnEachRowOnceAndIsAppliedWhenAllIsDone() {
        thousandRows("");
        Fill<Long> fill = new Fill<>(byId(), JavaBatchContract::count);

        assertThat(Project.names(with(fill).up().applied())).containsExactly("fill");

        assertThat(project.seen()).containsExactly("1|1000");
        assertThat(project.state()).containsExactly("DONE|1000|6996");
        assertThat(with(fill).up().applied()).isEmpty();
        assertThat(Project.names(with(fill).down().rolledBack())).containsExactly("fill");
        assertThat(project.seen()).containsExactly("0|1000");
    }

    @Test
    void worksOnRowsOfTheFilterAlone() {
        thousandRows("");
        project.database().execute("UPDATE item SET seen = 5 WHERE id < 703");
        List<String> conditions = new ArrayList<>();

        with(new Fill<>(
                        byId().filter("seen = 0 OR seen = 4"),
                        batch -> {
                            conditions.add(batch.condition());
                            return batch.update(
                                    "UPDATE item SET seen = seen + 1 WHERE " + batch.condition());
                        }))
                .up();

        assertThat(project.seen()).containsExactly("1|900", "5|100");
        assertThat(project.state()).containsExactly("DONE|900|6996");
        assertThat(conditions).hasSize(10).allMatch(it -> it.endsWith("(seen = 0 OR seen = 4)"));
    }

    private record Place(int a, String b) {}

    @Test
    void readsAKeyOfSeveralColumnsAsARecord() {
        project.table("a integer NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a, b)");
        project.rows(
                IntStream.range(0, 300)
                        .mapToObj(at -> "%s, '%s'".formatted(at / 50, "x,y'' \\" + at))
                        .toList());
        List<Place> seen = new ArrayList<>();

        with(new Fill<>(
                        BatchSpec.of(
                                        "item",
                                        row -> new Place(row.getInt(1), row.getString(2)),
                                        "a",
                                        "b")
                                .size(37),
                        batch -> {
                            seen.addAll(batch.keys());
                            return batch.update(
                                    "UPDATE item SET seen = seen + 1 WHERE " + batch.condition());
                        }))
                .up();

        assertThat(project.seen()).containsExactly("1|300");
        assertThat(seen).doesNotHaveDuplicates().hasSize(300);
    }

    @Test
    void goesOnWithMendedCodeBehindTheLastBatchThatWasCommitted() {
        thousandRows("");
        AtomicInteger batches = new AtomicInteger();
        Fill<Long> failing =
                new Fill<>(
                        byId(),
                        batch -> {
                            long rows = count(batch);
                            if (batches.incrementAndGet() == 4) {
                                throw new IllegalArgumentException("no such colour: mauve");
                            }
                            return rows;
                        });

        LifeguardException failure = failureOf(() -> with(failing).up());

        assertThat(failure.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        // A slow batch makes the next one smaller.
        String[] state = project.state().getFirst().split("\\|", -1);
        int rows = Integer.parseInt(state[1]);
        assertThat(state[0]).isEqualTo("FAILED");
        assertThat(rows).isBetween(3, 300);
        assertThat(failure)
                .message()
                .contains(
                        "LG-202 Migration 20240102000000 fill failed at ",
                        (": java.lang.IllegalArgumentException: no such colour: mauve. 3 batches"
                                        + " (%s rows) up to the key %s are committed. Mend that and"
                                        + " run up again: it goes on there.")
                                .formatted(rows, state[2]));
        assertThat(project.seen()).containsExactly("0|" + (1000 - rows), "1|" + rows);

        with(new Fill<>(byId(), JavaBatchContract::count)).up();

        assertThat(project.seen()).containsExactly("1|1000");
    }

    @Test
    void aStatementThatFailsEndsTheBatchAlsoWhereItIsCaught() {
        thousandRows("");

        LifeguardException failure =
                failureOf(
                        () ->
                                with(new Fill<>(
                                                byId(),
                                                batch -> {
                                                    count(batch);
                                                    try {
                                                        batch.update("UPDATE nowhere SET a = 1");
                                                    } catch (SQLException caught) {
                                                        return 1;
                                                    }
                                                    return 2;
                                                }))
                                        .up());

        assertThat(failure.detail().kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failure).message().containsIgnoringCase("nowhere");
        assertThat(project.seen()).containsExactly("0|1000");
    }

    @Test
    void refusesToCommit() {
        thousandRows("");

        LifeguardException refused = failureOf(() -> with(committing()).up());

        assertThat(refused.detail().kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(refused)
                .message()
                .contains(
                        "commit() is refused: the transaction is the migration's, and ends with"
                                + " it");
        assertThat(project.seen()).containsExactly("0|1000");
    }

    /** Where the database tells. */
    final void noticesThatItsTransactionEnded(String how) {
        thousandRows("");
        Fill<Long> ending =
                new Fill<>(
                        byId(),
                        batch -> {
                            batch.update(how);
                            return 0;
                        });

        LifeguardException noticed = failureOf(() -> with(ending).up());

        assertThat(noticed.detail().kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(noticed)
                .message()
                .contains(
                        "it ended its transaction by itself, by a COMMIT, a ROLLBACK or a change of"
                                + " the schema, and what that committed stays");
        assertThat(project.state()).containsExactly("FAILED|0|");
    }

    private static Fill<Long> committing() {
        return new Fill<>(
                byId(),
                batch -> {
                    count(batch);
                    batch.connection().commit();
                    return 0;
                });
    }

    @Test
    void runsInTheBackgroundAndVerifies() {
        thousandRows("");
        Fill<Long> fill = new Fill<>(byId().background(), JavaBatchContract::count);
        Batches batches = with(fill).batches();
        assertThat(batches.status()).singleElement().returns(State.PENDING, BatchStatus::state);

        assertThat(Project.names(with(fill).up().applied())).containsExactly("fill");
        assertThat(project.seen()).containsExactly("0|1000");
        project.database().execute("UPDATE item SET seen = 8 WHERE id = 3");

        assertThat(failureOf(() -> batches.run(BatchRun.all())))
                .hasMessage(
                        "LG-202 All batches of migration 20240102000000 fill are committed, and its"
                            + " method verify says \"rows seen 9 times\". Mend those rows and run"
                            + " \"batch run 20240102000000\", or begin anew with \"batch run"
                            + " 20240102000000 --restart\".");

        project.database().execute("UPDATE item SET seen = 1 WHERE id = 3");
        assertThat(batches.run(BatchRun.all()))
                .singleElement()
                .returns(State.DONE, BatchStatus::state)
                .returns(1000L, BatchStatus::rowsDone);
        assertThat(project.seen()).containsExactly("1|1000");
    }

    @Test
    void refusesATableWithoutAUsableKeyAndAnotherFilter() {
        project.table("id bigint NOT NULL");
        Fill<Long> fill = new Fill<>(byId(), JavaBatchContract::count);

        assertThat(failureOf(() -> with(fill).up()))
                .message()
                .startsWith("LG-302 " + Fill.class.getName() + ": The table item has no unique");

        project.database().execute("DROP TABLE item");
        thousandRows("");
        failureOf(
                () ->
                        with(new Fill<>(
                                        byId(),
                                        batch -> {
                                            throw new IllegalStateException("later");
                                        }))
                                .up());
        assertThat(
                        failureOf(
                                () ->
                                        with(new Fill<>(
                                                        byId().filter("seen < 3"),
                                                        JavaBatchContract::count))
                                                .up()))
                .message()
                .startsWith(
                        "LG-304 "
                                + Fill.class.getName()
                                + ": Its table, key or filter is another one than when its batches"
                                + " began");
    }

    /** One that says nothing of what it walks. */
    private record Empty(long version) implements BatchMigration<Long>, IrreversibleMigration {

        @Override
        public String name() {
            return "empty";
        }

        @Override
        public BatchSpec<Long> spec() {
            return BatchSpec.of("item", row -> row.getLong(1), "id").size(0);
        }

        @Override
        public long apply(Batch<Long> batch) {
            return 0;
        }
    }

    @Test
    void refusesASpecificationThatIsNone() {
        assertThat(failureOf(() -> with(new Empty(FILL)).up()))
                .message()
                .contains(
                        "its method spec() in "
                                + Empty.class.getName()
                                + " failed: java.lang.IllegalArgumentException: batches of 0 to 0"
                                + " rows; they have 1 to 1000000. Mend it, and run this again.");
    }

    @Test
    void oneThatCannotBeReadKeepsNobodyFromPausingAnother() {
        thousandRows("");
        Fill<Long> fill = new Fill<>(byId().background(), JavaBatchContract::count);
        with(fill).up();
        Batches batches = with(fill, new Empty(FILL + 1)).batches();

        assertThat(batches.pause(FILL)).returns(State.PAUSED, BatchStatus::state);
        assertThat(batches.status())
                .singleElement()
                .returns(State.PAUSED, BatchStatus::state)
                .returns(FILL, status -> status.version().number());
        assertThat(batches.resume(FILL)).returns(State.PENDING, BatchStatus::state);
        assertThat(batches.run(BatchRun.all()))
                .singleElement()
                .returns(State.DONE, BatchStatus::state);
    }

    /** One that comes after. */
    private record After(long version, long requiredVersion) implements IrreversibleMigration {

        @Override
        public String name() {
            return "after";
        }

        @Override
        public OptionalLong requires() {
            return OptionalLong.of(requiredVersion);
        }

        @Override
        public void up(SchemaManager schema) {
            schema.execute("CREATE TABLE after_it (id integer)");
        }
    }

    @Test
    void oneThatComesAfterWaitsForThem() {
        thousandRows("");
        Fill<Long> fill = new Fill<>(byId().background(), JavaBatchContract::count);
        Migrator migrator = with(fill, new After(FILL + 1, FILL));

        assertThat(Project.names(migrator.up().applied())).containsExactly("fill");
        assertThat(migrator.up().warnings())
                .containsExactly(
                        "Migration 20240102000001 after waits until the batches of 20240102000000"
                            + " are done, which are PENDING. It and what follows it stay pending."
                            + " Run \"batch run 20240102000000\".");
        migrator.batches().run(BatchRun.all());

        assertThat(Project.names(migrator.up().applied())).containsExactly("after");
        assertThat(
                        failureOf(
                                () ->
                                        with(
                                                        fill,
                                                        new After(FILL + 1, FILL),
                                                        new After(FILL + 2, 1))
                                                .up()))
                .message()
                .endsWith(
                        "requires the batches of migration 00000000000001, which is neither here"
                                + " nor applied. Correct the version that its method requires()"
                                + " gives.");
    }
}
