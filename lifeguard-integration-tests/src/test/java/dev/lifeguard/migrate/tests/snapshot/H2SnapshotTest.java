package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Snapshots of H2; {@code -Dsnapshot.schemas=300} makes more schemas by chance. */
final class H2SnapshotTest {

    private static final OtherSchemas SCHEMAS =
            new OtherSchemas(DatabaseProduct.H2, ContractDatabase::h2);

    @Test
    void areSortedAndLoadAsTheSame() {
        String text = SCHEMAS.made(Snapshots.resource("rich_h2.sql")).text();
        assertThat(text).isEqualTo(Snapshots.resource("rich_h2_expected.sql"));

        assertThat(SCHEMAS.made(text).text()).isEqualTo(text);
    }

    @Test
    void areTheSameInAFile() {
        OtherSchemas inFiles = new OtherSchemas(DatabaseProduct.H2, ContractDatabase::h2File);

        assertThat(inFiles.made(Snapshots.resource("rich_h2.sql")).text())
                .isEqualTo(Snapshots.resource("rich_h2_expected.sql"));
    }

    /** H2 forgets it when it closes a file, so this is in memory. */
    @Test
    void haveMaterializedViewsAsTheirAuthorWroteThem() {
        String text =
                SCHEMAS.made(
                                """
                                CREATE TABLE a (id int PRIMARY KEY);
                                CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS c FROM a;
                                """)
                        .text();

        assertThat(text)
                .endsWith(
                        """

                        CREATE MATERIALIZED VIEW "PUBLIC"."COUNTED" AS
                        SELECT count(*) AS c FROM a;
                        """)
                .doesNotContain("$");
        assertThat(SCHEMAS.made(text).text()).isEqualTo(text);
    }

    @Test
    void haveNoPasswordOfALinkedTable() {
        String text =
                SCHEMAS.made(
                                """
                                CREATE FORCE LINKED TABLE a ('', 'jdbc:h2:mem:a;PASSWORD=it''s_hidden',
                                    'me', 'it''s, (hidden)', 't');
                                CREATE FORCE LINKED TABLE b (NULL,
                                    'jdbc:none://me:hidden@host/db?x=1', 'me', 'hiddenä', 't');
                                CREATE FORCE LINKED TABLE c ('', 'jdbc:h2:mem:c', '', '', 't');
                                """)
                        .text();

        assertThat(text)
                .endsWith(
                        """

                        CREATE FORCE LINKED TABLE "PUBLIC"."A"('', 'jdbc:h2:mem:a;PASSWORD=***', 'me', '***', 't') /*--hide--*/;

                        CREATE FORCE LINKED TABLE "PUBLIC"."B"(NULL, 'jdbc:none://***@host/db?x=1', 'me', '***', 't') /*--hide--*/;

                        CREATE FORCE LINKED TABLE "PUBLIC"."C"('', 'jdbc:h2:mem:c', '', '', 't') /*--hide--*/;
                        """);
        assertThat(SCHEMAS.made(text).text()).isEqualTo(text);
    }

    @Test
    void haveOneFileAnObject() {
        assertThat(SCHEMAS.made(Snapshots.resource("rich_h2.sql")).files().keySet())
                .contains(
                        "domain/APP.EMAIL.sql",
                        "role/READER.sql",
                        "synonym/PUBLIC.PEOPLE.sql",
                        "table/APP.USERS.sql",
                        "table/Mixed%20Case.odd%20name.sql",
                        "view/PUBLIC.m.sql");
    }

    @Test
    void tellEachChange() {
        String schema = Snapshots.resource("rich_h2.sql");
        SoftAssertions all = new SoftAssertions();
        List<String> changes = Snapshots.resource("changes_h2.txt").lines().toList();
        for (String line : changes) {
            String[] change = line.split(" => ", 2);
            all.assertThat(SCHEMAS.changes(schema, change[0])).as(change[0]).isEqualTo(change[1]);
        }
        all.assertAll();
        assertThat(changes).hasSizeGreaterThan(30);
    }

    @Test
    void areTheSameForRandomSchemasMadeInTwoOrders() {
        for (int seed = 0; seed < Integer.getInteger("snapshot.schemas", 10); seed++) {
            String one = SCHEMAS.made(script(seed, 1)).text();

            assertThat(SCHEMAS.made(script(seed, 2)).text()).as("seed %s", seed).isEqualTo(one);
            assertThat(SCHEMAS.made(one).text()).as("seed %s, loaded", seed).isEqualTo(one);
        }
    }

    private static String script(int seed, int way) {
        Random random = new Random(seed);
        Random order = new Random(way);
        List<String> first = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        List<String> last = new ArrayList<>();
        for (int number = 0; number < 3 + random.nextInt(4); number++) {
            first.add("CREATE SEQUENCE s%s".formatted(number));
            first.add("CREATE DOMAIN d%1$s AS int CHECK (value > %1$s)".formatted(number));
            tables.add(
                    "CREATE TABLE t%1$s (id int PRIMARY KEY, a d%1$s DEFAULT NEXT VALUE FOR s%1$s,"
                                    .formatted(number)
                            + " b varchar(9)%s, c int%s, UNIQUE (a, b))"
                                    .formatted(
                                            random.nextBoolean() ? " NOT NULL" : " DEFAULT 'x'",
                                            random.nextBoolean() ? " CHECK (c < 9)" : ""));
            rest.add("CREATE INDEX i%1$s ON t%1$s (b, c DESC)".formatted(number));
            rest.add("ALTER TABLE t%1$s ADD FOREIGN KEY (c) REFERENCES t0 (id)".formatted(number));
            rest.add("COMMENT ON COLUMN t%1$s.b IS 'b of %1$s'".formatted(number));
            rest.add(
                    "CREATE VIEW w%1$s AS SELECT b, max(a) AS m FROM t%1$s GROUP BY b"
                            .formatted(number));
            last.add("CREATE VIEW a%1$s AS SELECT * FROM w%1$s WHERE m > 1".formatted(number));
        }
        List<String> all = new ArrayList<>();
        for (List<String> each : List.of(first, tables, rest, last)) {
            Collections.shuffle(each, order);
            all.addAll(each);
        }
        return String.join(";\n", all) + ";";
    }
}
