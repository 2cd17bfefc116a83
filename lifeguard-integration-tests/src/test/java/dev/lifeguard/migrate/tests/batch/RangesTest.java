package dev.lifeguard.migrate.tests.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.postgresql.PostgresDialect;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the keys of a table are divided for several workers. */
@OnPostgres
final class RangesTest {

    private static final long FILL = 20240102000000L;

    @AutoClose private final Project project;

    RangesTest(PostgresServer server) {
        project = new Project(server);
    }

    private void run(String table, String words, String where, int workers) {
        project.database().execute(table.split(";"));
        project.write(
                FILL + "_fill.sql",
                """
                -- lifeguard:batch table=item mode=background %s
                UPDATE item SET seen = seen + 1 WHERE %s;
                """
                        .formatted(words, where));
        project.up();

        assertThat(
                        project.migrator()
                                .build()
                                .batches()
                                .run(BatchRun.of(FILL).workers(workers))
                                .getFirst())
                .returns(State.DONE, BatchStatus::state)
                .returns(4000L, BatchStatus::rowsDone);
        assertThat(project.database().query("SELECT seen, count(*) FROM item GROUP BY seen"))
                .containsExactly("1|4000");
    }

    private void requireEven(int ranges) {
        List<String> rows =
                project.database()
                        .query("SELECT rows_done FROM lifeguard_batches ORDER BY range_number");
        assertThat(rows).hasSize(ranges);
        assertThat(rows)
                .allSatisfy(
                        each ->
                                assertThat(Long.parseLong(each))
                                        .isBetween(2000L / ranges, 8000L / ranges));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "uuid | md5(n::text)::uuid",
                "text | concat('x', md5(n::text))",
                "timestamptz | timestamptz '2020-01-01' + n * n * interval '1 second'",
                "numeric(20, 4) | n * n / 7.0",
                "bigint | CASE WHEN n < 4000 THEN n ELSE 4000000000000 END",
            })
    void areOfAboutAsManyRows(String type, String value) {
        run(
                """
                CREATE TABLE item (k %s PRIMARY KEY, seen int NOT NULL DEFAULT 0);
                INSERT INTO item SELECT %s, 0 FROM generate_series(1, 4000) n\
                """
                        .formatted(type, value),
                "key=k size=50",
                "k > :from AND k <= :to",
                2);

        requireEven(8);
    }

    @Test
    void areOfAboutAsManyRowsAcrossPartitionsAndColumns() {
        run(
                """
                CREATE TABLE item (day date, name text, seen int NOT NULL DEFAULT 0,
                    PRIMARY KEY (day, name)) PARTITION BY RANGE (day);
                CREATE TABLE item_old PARTITION OF item FOR VALUES FROM (MINVALUE) TO ('2024-02-01');
                CREATE TABLE item_new PARTITION OF item FOR VALUES FROM ('2024-02-01') TO (MAXVALUE);
                INSERT INTO item SELECT date '2024-01-01' + n / 1000, 'a,\\' || n, 0
                FROM generate_series(1, 4000) n\
                """,
                "key=(day, name) size=50",
                "(day, name) > :from AND (day, name) <= :to",
                3);

        requireEven(12);
    }

    /** Else a percentage of the parent, which has no pages, would be all rows of its children. */
    @Test
    void thePagesAreThoseOfAllChildren() {
        project.database()
                .execute(
                        "CREATE TABLE item (k bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                        "CREATE TABLE item_old (CHECK (k < 2000)) INHERITS (item)",
                        "CREATE TABLE item_new () INHERITS (item)",
                        "CREATE TABLE item_newest () INHERITS (item_new, item)",
                        "INSERT INTO item_old SELECT n, 0 FROM generate_series(1, 1999) n",
                        "INSERT INTO item_new SELECT n, 0 FROM generate_series(2000, 3000) n",
                        "INSERT INTO item_newest SELECT n, 0 FROM generate_series(3001, 4000) n");
        BoundSql pages = new PostgresDialect().batchKeys().pages("item").orElseThrow();

        assertThat(project.database().query(pages.sql(), pages.values().toArray()))
                .containsExactlyElementsOf(
                        project.database()
                                .query(
                                        "SELECT sum(pg_relation_size(c)) / 8192::numeric FROM"
                                            + " unnest('{item_old,item_new,item_newest}'::regclass[])"
                                            + " c"));
    }

    @Test
    void areFewerWhereThereAreFewRows() {
        project.database().execute("CREATE TABLE item (k text PRIMARY KEY, seen int)");
        project.database().execute("INSERT INTO item VALUES ('a', 0), ('b', 0)");
        project.write(
                FILL + "_fill.sql",
                """
                -- lifeguard:batch table=item key=k mode=background
                UPDATE item SET seen = seen + 1 WHERE k > :from AND k <= :to;
                """);
        project.up();

        project.migrator().build().batches().run(BatchRun.of(FILL).workers(4));

        assertThat(project.database().query("SELECT k, seen FROM item ORDER BY k"))
                .containsExactly("a|1", "b|1");
        assertThat(project.database().query("SELECT cursor_value FROM lifeguard_batches"))
                .containsExactlyInAnyOrder("a", "b");
    }
}
