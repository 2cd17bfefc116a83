package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Statements and tables of which batches in other tools have left rows out, or did them twice. */
@OnPostgres
final class StatementsTest {

    private static final long FILL = 20240102000000L;

    @AutoClose private final Project project;
    private final TestDatabase database;

    StatementsTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private void items() {
        database.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT n * 7 FROM generate_series(1, 1000) n");
    }

    private void write(String words, String statement) {
        project.write(
                FILL + "_fill.sql", "-- lifeguard:batch %s\n%s;\n".formatted(words, statement));
    }

    private void up(String words, String statement) {
        write(words, statement);
        project.up();
    }

    private void requireSeenOnce() {
        assertThat(database.query("SELECT seen, count(*) FROM item GROUP BY seen"))
                .containsExactly("1|1000");
    }

    @Test
    void rangesOfWhichAllIsDoneAlreadyEndNothing() {
        items();
        database.execute("UPDATE item SET seen = 1 WHERE id BETWEEN 700 AND 6000");

        up(
                "table=item key=id size=10 max-size=10 target-time=1h",
                "UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to AND seen = 0");

        requireSeenOnce();
        assertThat(database.query("SELECT rows_done, batches_done FROM lifeguard_batches"))
                .containsExactly("242|100");
    }

    @Test
    void aSizeThatIsChangedUnderWayLeavesNothingOut() {
        items();
        String update = "UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to";
        up("table=item key=id size=100 max-size=100 target-time=1h mode=background", update);
        project.migrator()
                .build()
                .batches()
                .run(
                        BatchRun.of(FILL)
                                .telling(
                                        status -> {
                                            if (status.batchesDone() == 2) {
                                                project.migrator().build().batches().pause(FILL);
                                            }
                                        }));
        write("table=item key=id size=7 max-size=7 target-time=1h mode=background", update);
        project.migrator().build().batches().resume(FILL);

        assertThat(project.migrator().build().batches().run(BatchRun.of(FILL)).getFirst())
                .returns(State.DONE, BatchStatus::state)
                .returns(1000L, BatchStatus::rowsDone);
        requireSeenOnce();
    }

    @Test
    void namesInQuotesAreThoseOfTheDatabase() {
        database.execute(
                "CREATE SCHEMA \"My App\"",
                "CREATE TABLE \"My App\".\"The Items\" (\"Item Id\" int, \"order\" int, seen int"
                        + " DEFAULT 0, PRIMARY KEY (\"Item Id\", \"order\"))",
                "INSERT INTO \"My App\".\"The Items\" SELECT n / 10, n % 10 FROM"
                        + " generate_series(1, 200) n");

        up(
                "table=\"My App\".\"The Items\" key=(\"Item Id\", \"order\") size=30",
                "UPDATE \"My App\".\"The Items\" SET seen = seen + 1 WHERE"
                        + " (\"Item Id\", \"order\") > :from AND (\"Item Id\", \"order\") <= :to");

        assertThat(
                        database.query(
                                "SELECT seen, count(*) FROM \"My App\".\"The Items\" GROUP BY"
                                        + " seen"))
                .containsExactly("1|200");
    }

    @Test
    void anotherTableMayBeJoined() {
        items();
        database.execute(
                "CREATE TABLE owner (id bigint PRIMARY KEY, item_id bigint, step int)",
                "INSERT INTO owner SELECT n, n * 7, 1 FROM generate_series(1, 1000) n");

        up(
                "table=item key=id size=33",
                "UPDATE item i SET seen = i.seen + o.step FROM owner o"
                        + " WHERE o.item_id = i.id AND i.id > :from AND i.id <= :to");

        requireSeenOnce();
    }

    @Test
    void rowsOfAnotherTableAreDeletedByTheKeysOfTheFirst() {
        items();
        database.execute(
                "CREATE TABLE owner (id bigint PRIMARY KEY, item_id bigint)",
                "INSERT INTO owner SELECT n, n * 7 FROM generate_series(1, 2000) n");

        up(
                "table=item key=id size=33",
                "DELETE FROM owner o USING item i WHERE o.item_id = i.id AND i.id > :from AND"
                        + " i.id <= :to");

        assertThat(database.value("SELECT count(*) FROM owner")).isEqualTo("1000");
    }

    @Test
    void whatIsThereAlreadyIsNotInsertedOnceMore() {
        items();
        database.execute(
                "CREATE TABLE copied (id bigint PRIMARY KEY, times int)",
                "INSERT INTO copied VALUES (7, 1), (700, 1)");

        up(
                "table=item key=id size=33",
                "INSERT INTO copied SELECT id, 1 FROM item WHERE id > :from AND id <= :to ON"
                        + " CONFLICT (id) DO UPDATE SET times = copied.times + 1");

        assertThat(database.query("SELECT times, count(*) FROM copied GROUP BY times ORDER BY 1"))
                .containsExactly("1|998", "2|2");
    }

    @Test
    void valuesOfAnEnumAreInItsOwnOrder() {
        database.execute(
                "CREATE TYPE colour AS ENUM ('red', 'blue', 'amber', 'zinc')",
                "CREATE TABLE item (c colour, n int, seen int NOT NULL DEFAULT 0, PRIMARY KEY (c,"
                        + " n))",
                "INSERT INTO item SELECT c, n, 0 FROM unnest(enum_range(NULL::colour)) c,"
                        + " generate_series(1, 250) n");

        up(
                "table=item key=(c, n) size=60",
                "UPDATE item SET seen = seen + 1 WHERE (c, n) > :from AND (c, n) <= :to");

        requireSeenOnce();
    }

    @Test
    void momentsThatDifferByAMicrosecondAreDifferentKeys() {
        database.execute(
                "CREATE TABLE item (at timestamptz, id uuid, seen int NOT NULL DEFAULT 0, PRIMARY"
                        + " KEY (at, id))",
                "INSERT INTO item SELECT timestamptz '2024-10-27 00:59:59.9995+00' + (n / 2) *"
                        + " interval '1 microsecond', md5(n::text)::uuid, 0 FROM generate_series(1,"
                        + " 1000) n");

        up(
                "table=item key=(at, id) size=7 max-size=7 target-time=1h",
                "UPDATE item SET seen = seen + 1 WHERE (at, id) > :from AND (at, id) <= :to");

        requireSeenOnce();
    }

    @Test
    void aTypeWhoseValuesAreEqualInCaseIsFollowedAsItIs() {
        database.execute(
                "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic"
                        + " = false)",
                "CREATE TABLE item (k text COLLATE loose PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                "INSERT INTO item SELECT CASE n % 2 WHEN 0 THEN 'Key ' ELSE 'kEY ' END || n FROM"
                        + " generate_series(1, 1000) n");

        up(
                "table=item key=k size=70",
                "UPDATE item SET seen = seen + 1 WHERE k > :from AND k <= :to");

        requireSeenOnce();
    }

    @Test
    void anIndexInTwoDirectionsIsNone() {
        database.execute(
                "CREATE TABLE item (a int NOT NULL, b int NOT NULL, seen int)",
                "CREATE UNIQUE INDEX item_mixed ON item (a, b DESC)");

        write(
                "table=item key=(a, b)",
                "UPDATE item SET seen = 1 WHERE (a, b) > :from AND (a, b) <= :to");

        assertThat(failureOf(project::up))
                .hasMessage(
                        "LG-302 20240102000000_fill.sql:2:1: No unique index of item is one of all"
                            + " rows over (a, b): item_mixed is in another order. Make one first:"
                            + " CREATE UNIQUE INDEX CONCURRENTLY item_a_b_key ON item (a, b).");
        database.execute("DROP INDEX item_mixed");
        database.execute("CREATE UNIQUE INDEX item_down ON item (a DESC, b DESC)");
        assertThat(Project.names(project.up().applied())).isEqualTo(List.of("fill"));
    }
}
