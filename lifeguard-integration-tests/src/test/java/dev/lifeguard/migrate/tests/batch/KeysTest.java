package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of all types, on a database whose dates and quotes are not the usual ones. */
@OnPostgres
final class KeysTest {

    private final PostgresServer server;

    KeysTest(PostgresServer server) {
        this.server = server;
    }

    private record Key(String type, String value) {}

    private static final List<Key> KEYS =
            List.of(
                    new Key("uuid", "md5(n::text)::uuid"),
                    new Key("timestamptz", "timestamptz '2020-02-03' + n * interval '9.000001 h'"),
                    new Key(
                            "timestamp",
                            "CASE n WHEN 7 THEN 'infinity' ELSE now() END + n * '1 d'::interval"),
                    new Key("date", "date '1999-12-31' + n"),
                    new Key("numeric", "n / 7.0 - 50"),
                    new Key("numeric(20, 4)", "-n * 1000000000001.0001"),
                    new Key("double precision", "CASE n WHEN 9 THEN 'NaN' ELSE n / 3.0 - 40 END"),
                    new Key("bigint", "n - 100"),
                    new Key("text", "chr(n::int + 32) || E'\\'\\\\,' || n"),
                    new Key("text COLLATE \"C\"", "chr(n::int + 60) || 'x' || n"),
                    new Key("char(12)", "n || ' '"),
                    new Key("bytea", "decode(md5(n::text), 'hex')"),
                    new Key("inet", "inet '10.0.0.0' + n"),
                    new Key("interval", "n * interval '1 month 3 days'"),
                    new Key("int[]", "ARRAY[n % 5, n]"));

    private void run(String table, String words, String where) {
        try (Project project = new Project(server)) {
            project.database()
                    .execute(
                            "ALTER DATABASE %s SET datestyle = 'German'"
                                    .formatted(project.database().name()),
                            "ALTER DATABASE %s SET timezone = 'Asia/Kathmandu'"
                                    .formatted(project.database().name()),
                            "ALTER DATABASE %s SET intervalstyle = 'sql_standard'"
                                    .formatted(project.database().name()));
            project.database().execute(table.split(";"));
            project.write(
                    "20240102000000_fill.sql",
                    """
                    -- lifeguard:batch table=item %s
                    UPDATE item SET seen = seen + 1 WHERE %s;
                    """
                            .formatted(words, where));

            project.up();

            assertThat(project.database().query("SELECT seen, count(*) FROM item GROUP BY seen"))
                    .as(table)
                    .containsExactly("1|200");
        }
    }

    @Test
    void eachTypeIsFollowedInItsOwnOrder() {
        for (Key key : KEYS) {
            run(
                    """
                    CREATE TABLE item (k %s PRIMARY KEY, seen int NOT NULL DEFAULT 0);
                    INSERT INTO item SELECT %s, 0 FROM generate_series(1, 200) n\
                    """
                            .formatted(key.type(), key.value()),
                    "key=k size=23 max-size=23",
                    "k > :from AND k <= :to");
        }
    }

    @Test
    void anIndexInAnotherCollationThanItsColumnIsNoKey() {
        try (Project project = new Project(server)) {
            project.database()
                    .execute(
                            "CREATE TABLE item (k text COLLATE \"POSIX\" NOT NULL, seen int)",
                            "CREATE UNIQUE INDEX item_other ON item (k COLLATE \"C\")");
            project.write(
                    "20240102000000_fill.sql",
                    """
                    -- lifeguard:batch table=item key=k
                    UPDATE item SET seen = seen + 1 WHERE k > :from AND k <= :to;
                    """);

            assertThat(failureOf(project::up))
                    .hasMessage(
                            "LG-302 20240102000000_fill.sql:2:1: No unique index of item is one of"
                                + " all rows over (k): item_other is in another collation. Make one"
                                + " first: CREATE UNIQUE INDEX CONCURRENTLY item_k_key ON item"
                                + " (k).");
        }
    }

    @Test
    void aTypeWhoseTextIsNotItsValueIsNoKey() {
        try (Project project = new Project(server)) {
            project.database()
                    .execute(
                            "CREATE TYPE code AS (a int, b int)",
                            "CREATE FUNCTION short_text(code) RETURNS text LANGUAGE sql IMMUTABLE"
                                    + " AS 'SELECT ''('' || ($1).a || '',0)'''",
                            "CREATE CAST (code AS text) WITH FUNCTION short_text(code)",
                            "CREATE TABLE item (k code PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                            "INSERT INTO item SELECT ROW(1, n)::code FROM generate_series(1, 9) n");
            project.write(
                    "20240102000000_fill.sql",
                    """
                    -- lifeguard:batch table=item key=k size=2
                    UPDATE item SET seen = seen + 1 WHERE k > :from AND k <= :to;
                    """);

            assertThat(failureOf(project::up))
                    .hasMessage(
                            "LG-302 20240102000000_fill.sql:2:1: A key of item is read as"
                                + " \"(1,0)\", and is not found again by that, so that rows would"
                                + " be passed over. Name another key.");
            assertThat(project.database().value("SELECT sum(seen) FROM item")).isEqualTo("0");
        }
    }

    @Test
    void aPartitionedTableIsWalkedAcrossItsPartitions() {
        run(
                """
                CREATE TABLE item (day date, id int, seen int NOT NULL DEFAULT 0,
                    PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
                CREATE TABLE item_old PARTITION OF item FOR VALUES FROM (MINVALUE) TO ('2024-02-01');
                CREATE TABLE item_new PARTITION OF item FOR VALUES FROM ('2024-02-01') TO (MAXVALUE);
                INSERT INTO item SELECT date '2024-01-01' + n / 4, n FROM generate_series(1, 200) n\
                """,
                "key=(day, id) size=30 max-size=30",
                "(day, id) > :from AND (day, id) <= :to");
    }
}
