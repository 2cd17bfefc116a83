package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of SQLite. */
final class SqliteSnapshotTest {

    private static final OtherSchemas SCHEMAS =
            new OtherSchemas(DatabaseProduct.SQLITE, ContractDatabase::sqlite);

    /** {@code foreign} is what other tools were reported to write wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"rich", "foreign"})
    void areSortedAndLoadAsTheSame(String schema) {
        String text = SCHEMAS.made(Snapshots.resource(schema + "_sqlite.sql")).text();
        assertThat(text).isEqualTo(Snapshots.resource(schema + "_sqlite_expected.sql"));

        assertThat(SCHEMAS.made(text).text()).isEqualTo(text);
    }

    @Test
    void areTheSameForTheSameSchemaHoweverItWasMade() {
        SoftAssertions all = new SoftAssertions();
        for (String pair : Snapshots.resource("alike_sqlite.txt").split("\n====\n", -1)) {
            String[] ways = pair.split("\n----\n", -1);
            all.assertThat(SCHEMAS.made(ways[1]).text())
                    .as(ways[1])
                    .isEqualTo(SCHEMAS.made(ways[0]).text());
        }
        all.assertAll();
    }

    @Test
    void haveWhatReadsWhatIsNotThere() {
        try (ContractDatabase database = ContractDatabase.sqlite();
                ContractDatabase loaded = ContractDatabase.sqlite()) {
            database.execute(
                    "CREATE TABLE t (a)",
                    "CREATE VIEW z AS SELECT a + 1 FROM t",
                    "CREATE VIEW a AS SELECT a, z.* FROM t, z",
                    "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO other VALUES (1); END",
                    "CREATE TABLE u (\"a\" REFERENCES t, b CHECK (b <> \"x\"))",
                    "CREATE VIEW q AS SELECT \"a\" FROM t WHERE \"a\" = \"text\"",
                    "DROP TABLE t");
            String text = SCHEMAS.of(database).text();

            assertThat(text)
                    .endsWith(
                            """

                            CREATE TABLE u (
                                a REFERENCES t,
                                b CHECK (b <> 'x')
                            );

                            CREATE VIEW a AS
                            SELECT a,
                                z.*
                            FROM t, z;

                            CREATE VIEW q AS
                            SELECT "a"
                            FROM t
                            WHERE "a" = "text";

                            CREATE VIEW z AS
                            SELECT a + 1
                            FROM t;
                            """);
            OtherSchemas.load(loaded, text);
            assertThat(SCHEMAS.of(loaded).text()).isEqualTo(text);
        }
    }

    /** One table was dropped by hand; what does not read it is what it was. */
    @Test
    void tellWhichViewsAndTriggersAreBroken() {
        String schema =
                """
                CREATE TABLE "t" ("a", b);
                CREATE TABLE "gone" ("x");
                CREATE TABLE "log" ("a");
                CREATE VIEW plain AS SELECT x+1 FROM gone;
                CREATE VIEW quoted AS SELECT "x", "text" FROM "gone";
                CREATE VIEW other AS SELECT "a", "text" FROM "t";
                CREATE TRIGGER one AFTER INSERT ON "t"
                    BEGIN INSERT INTO "log" VALUES (NEW."a"); END;
                CREATE TRIGGER two AFTER INSERT ON "t"
                    BEGIN INSERT INTO "gone" VALUES (NEW."a"); END;
                CREATE TRIGGER three INSTEAD OF DELETE ON plain
                    BEGIN INSERT INTO "log" VALUES (1); END;
                CREATE TRIGGER four AFTER DELETE ON "t"
                    BEGIN INSERT INTO "log" VALUES ("text"); END;
                """;

        assertThat(SCHEMAS.changes(schema, "DROP TABLE gone"))
                .isEqualTo(
                        "CHANGED TRIGGER two, CHANGED VIEW plain, CHANGED VIEW quoted,"
                                + " MISSING TABLE gone");
        assertThat(SCHEMAS.differences(schema, "DROP TABLE gone"))
                .filteredOn(each -> each.object().equals("plain"))
                .extracting(each -> each.actual().orElseThrow())
                .containsExactly(
                        """
                        -- It names what is not there.
                        CREATE VIEW plain AS
                        SELECT x + 1
                        FROM gone;\
                        """);
        assertThat(SCHEMAS.changes(schema + "DROP TABLE gone;", "DROP VIEW other"))
                .isEqualTo("MISSING VIEW other");
    }

    /** With an index and a view each: the time of a processor, which others do not share. */
    @Test
    void of2000TablesTakeAtMostThreeSeconds() {
        StringBuilder script = new StringBuilder("BEGIN;\n");
        for (int table = 0; table < 2000; table++) {
            script.append(
                    """
                    CREATE TABLE "t%1$s" ("id" integer PRIMARY KEY, "a" text DEFAULT "x");
                    CREATE INDEX "i%1$s" ON "t%1$s" ("a") WHERE "a" <> "none";
                    CREATE VIEW "v%1$s" AS SELECT "id", "text" FROM "t%1$s";
                    """
                            .formatted(table));
        }
        try (ContractDatabase database = ContractDatabase.sqlite()) {
            database.execute((script + "COMMIT").split(";\n"));
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            String text = SCHEMAS.of(database).text();
            Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);

            assertThat(text)
                    .contains("\nCREATE INDEX i1999 ON t1999 (a) WHERE a <> 'none';\n")
                    .contains("\nCREATE VIEW v1999 AS\nSELECT id,\n    'text'\nFROM t1999;\n");
            assertThat(taken).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void haveOneFileAnObject() {
        SchemaSnapshot snapshot = SCHEMAS.made(Snapshots.resource("rich_sqlite.sql"));

        assertThat(snapshot.files().keySet())
                .containsExactly(
                        "table/Users.sql",
                        "table/a%20b.sql",
                        "table/a.sql",
                        "table/b.sql",
                        "table/boxes.sql",
                        "table/docs.sql",
                        "table/odd.sql",
                        "table/pairs.sql",
                        "view/v0.sql",
                        "view/v1.sql",
                        "view/v2.sql",
                        "view/v3.sql",
                        "view/v4.sql");
        assertThat(snapshot.files().get("table/odd.sql"))
                .endsWith("\n\nCREATE INDEX \"odd one\" ON odd (\"from\" + 1, -ä, \"a\"\"b\");\n");
    }

    /** Its text is what matters to whoever selects it: the names of its columns stay. */
    @Test
    void keepTheNamesOfViewsColumns() {
        try (ContractDatabase loaded = ContractDatabase.sqlite()) {
            OtherSchemas.load(
                    loaded,
                    SCHEMAS.made(
                                    """
                                    CREATE TABLE t (a, "b c");
                                    CREATE VIEW v AS SELECT a+1, [b c] ,max(a)  , upper( a ) FROM t;
                                    """)
                            .text());

            loaded.execute("SELECT \"a+1\", \"b c\", \"max(a)\", \"upper( a )\" FROM v");
        }
    }

    /** A column of the table is called almost the same. */
    @Test
    void keepTheCaseOfAliases() {
        String text =
                SCHEMAS.made(
                                """
                                CREATE TABLE t (total, a);
                                CREATE VIEW v AS SELECT a AS Total FROM t ORDER BY TOTAL;
                                CREATE VIEW w AS SELECT A + 1 ToTal, a AS [TOTAL], TOTAL FROM t;
                                """)
                        .text();

        assertThat(text)
                .contains("SELECT a AS Total\nFROM t\nORDER BY total;")
                .contains("SELECT a + 1 ToTal,\n    a AS TOTAL,\n    total\nFROM t;");
        assertThat(SCHEMAS.made(text).text()).isEqualTo(text);
    }

    /** Without parentheses only a sign may stand before a constant. */
    @Test
    void keepParenthesesThatDefaultsNeed() {
        String text =
                SCHEMAS.made(
                                """
                                CREATE TABLE t (a INT DEFAULT (~0), b INT DEFAULT (NOT 0),
                                    c INT DEFAULT (-1), d INT DEFAULT (1));
                                """)
                        .text();

        assertThat(text)
                .contains("DEFAULT (~0)", "DEFAULT (NOT 0)", "c INT DEFAULT -1", "DEFAULT 1");
        assertThat(SCHEMAS.made(text).text()).isEqualTo(text);
    }

    @Test
    void tellEachChange() {
        String schema = Snapshots.resource("rich_sqlite.sql");
        SoftAssertions all = new SoftAssertions();
        List<String> changes = Snapshots.resource("changes_sqlite.txt").lines().toList();
        for (String line : changes) {
            String[] change = line.split(" => ", 2);
            all.assertThat(SCHEMAS.changes(schema, change[0])).as(change[0]).isEqualTo(change[1]);
        }
        all.assertAll();
        assertThat(changes).hasSizeGreaterThan(30);
    }
}
