package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What holds for migrations in batches on each database. */
abstract class BatchContract {

    @AutoClose final BatchProject project;

    BatchContract(ContractDatabase database) {
        project = BatchProject.of(database);
    }

    /** Keys with gaps, from 3 on. */
    private static List<String> numbers(int rows) {
        return IntStream.range(0, rows).mapToObj(at -> "" + (at * 7L + 3)).toList();
    }

    @Test
    void changesEachRowOnceAndIsAppliedWhenAllAreDone() {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(numbers(1234));
        project.fill("key=id size=100", "id > :from AND id <= :to");

        assertThat(Project.names(project.up().applied())).containsExactly("fill");

        assertThat(project.seen()).containsExactly("1|1234");
        assertThat(project.state()).containsExactly("DONE|1234|8634");
        assertThat(project.up().applied()).isEmpty();
        assertThat(project.seen()).containsExactly("1|1234");
    }

    @Test
    void tellsOfEachBatchAndOnceWhatItWaitsFor() {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(numbers(300));
        project.fill(
                "key=id size=100 max-size=100 target-time=1h while=\"(SELECT count(*) FROM item) <="
                        + " 300\"",
                "id > :from AND id <= :to");
        project.database().execute("INSERT INTO item VALUES (0, 1)");
        List<String> told = new ArrayList<>();

        project.migrator().listener(event -> tell(event, told)).build().up();

        assertThat(told)
                .containsExactly("its condition is not true", "100 in 1", "200 in 2", "300 in 3");
    }

    private void tell(MigrationEvent event, List<String> told) {
        if (event instanceof MigrationEvent.BatchProgress batch) {
            BatchStatus status = batch.status();
            status.waiting()
                    .ifPresent(
                            reason -> project.database().execute("DELETE FROM item WHERE id = 1"));
            told.add(
                    status.waiting()
                            .orElse("%s in %s".formatted(status.rowsDone(), status.batchesDone())));
        }
    }

    @Test
    void aTableWithoutRowsIsDoneAtOnce() {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.fill("key=id", "id > :from AND id <= :to");

        assertThat(Project.names(project.up().applied())).containsExactly("fill");
        assertThat(project.state()).containsExactly("DONE|0|");
    }

    @Test
    void goesOnBehindTheLastBatchThatWasCommitted() {
        project.table("id bigint NOT NULL PRIMARY KEY, CHECK (seen < 1 OR id <> 3503)");
        project.rows(numbers(1000));
        project.fill("key=id size=100 max-size=100 target-time=1h", "id > :from AND id <= :to");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failure)
                .message()
                .contains(
                        "LG-202 Migration 20240102000000 fill failed in a batch in",
                        "5 batches (500 rows) up to the key 3496 are committed.");
        assertThat(project.seen()).containsExactly("0|500", "1|500");
        assertThat(project.state()).containsExactly("FAILED|500|3496");

        project.database().execute("DELETE FROM item WHERE id = 3503");
        project.up();

        assertThat(project.seen()).containsExactly("1|999");
        assertThat(project.state()).containsExactly("DONE|999|6996");
    }

    @Test
    void followsAKeyOfSeveralColumns() {
        project.table(
                "a integer NOT NULL, b varchar(20) NOT NULL, c decimal(10, 2) NOT NULL,"
                        + " PRIMARY KEY (a, b, c)");
        project.rows(
                IntStream.range(0, 600)
                        .mapToObj(
                                at ->
                                        "%s, '%s', %s"
                                                .formatted(
                                                        at / 50,
                                                        List.of(
                                                                        "x,y",
                                                                        "q''\\z",
                                                                        "",
                                                                        "O\u00e9\u00df")
                                                                .get(at % 4),
                                                        at + ".5"))
                        .toList());
        project.fill(
                "key=(a, b, c) size=37 max-size=37 target-time=1h",
                "(a, b, c) > :from AND (a, b, c) <= :to");

        project.up();

        assertThat(project.seen()).containsExactly("1|600");
    }

    @Test
    void followsATextInItsCollation() {
        project.table("code varchar(40) NOT NULL UNIQUE");
        project.rows(
                IntStream.range(0, 400)
                        .mapToObj(
                                at ->
                                        "'%s-%s'"
                                                .formatted(
                                                        List.of(
                                                                        "a", "B", "\u00e4", "Z",
                                                                        "_", "\u00d1")
                                                                .get(at % 6),
                                                        at))
                        .toList());
        project.fill("key=code size=30", "code > :from AND code <= :to");

        project.up();

        assertThat(project.seen()).containsExactly("1|400");
    }

    @Test
    void refusesATableWithoutAUsableKeyBeforeAnythingRan() {
        project.write("20240101000000_first.sql", "CREATE TABLE first (id integer);\n");
        project.table("id bigint NOT NULL, other bigint UNIQUE");
        project.fill("key=id", "id > :from AND id <= :to");

        LifeguardException noIndex = failureOf(project::up);
        project.fill("key=other", "other > :from AND other <= :to");
        LifeguardException nullable = failureOf(project::up);

        assertThat(noIndex)
                .message()
                .contains("LG-302 20240102000000_fill.sql:2:1:", "CREATE UNIQUE INDEX");
        assertThat(nullable).message().contains("LG-302", "may be null");
        assertThat(Project.pendingNames(project.migrator().build().status().pending()))
                .containsExactly("first", "fill");
    }

    @Test
    void refusesOtherWorkThanWhatWasBegun() {
        project.table("id bigint NOT NULL PRIMARY KEY, CHECK (seen < 1 OR id <> 353)");
        project.rows(numbers(100));
        project.fill("key=id size=10 max-size=10 target-time=1h", "id > :from AND id <= :to");
        failureOf(project::up);
        project.fill(
                "key=id size=10 max-size=10 target-time=1h",
                "id > :from AND id <= :to AND seen = 0");

        assertThat(failureOf(project::up).detail().kind()).isEqualTo(ErrorKind.CHECKSUM_MISMATCH);

        // Another size is the same work.
        project.fill("key=id size=25 pause=1ms", "id > :from AND id <= :to");
        project.database().execute("DELETE FROM item WHERE id = 353");
        project.up();
        assertThat(project.seen()).containsExactly("1|99");
    }

    @Test
    void deletesAndCopiesInBatches() {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(numbers(300));
        project.database().execute("CREATE TABLE copied (id bigint NOT NULL PRIMARY KEY)");
        project.write(
                "20240102000000_copy.sql",
                """
                -- lifeguard:batch table=item key=id size=40
                INSERT INTO copied SELECT i.id FROM item i WHERE i.id > :from AND i.id <= :to;
                """);
        project.write(
                "20240103000000_delete.sql",
                """
                -- lifeguard:batch table=item key=id size=40
                DELETE FROM item WHERE id > :from AND id <= :to;
                """);

        project.up();

        assertThat(project.seen()).isEmpty();
        assertThat(project.database().query("SELECT count(*) FROM copied")).containsExactly("300");
    }

    @Test
    void verifiesBeforeItIsDone() {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(numbers(50));
        project.fill(
                "key=id size=20 verify=\"SELECT id FROM item WHERE seen <> 1\"",
                "id > :from AND id <= :to AND id <> 3");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure).message().contains("LG-202", "finds \"3\"");
        project.database().execute("UPDATE item SET seen = 1 WHERE id = 3");
        assertThat(Project.names(project.up().applied())).containsExactly("fill");
    }
}
