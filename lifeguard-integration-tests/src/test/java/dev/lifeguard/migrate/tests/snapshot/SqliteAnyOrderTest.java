package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Equal schemas of SQLite are equal bytes, whatever the order and the spelling in which they were
 * made, and load as the same; {@code -Dsnapshot.schemas=300} makes more of them.
 */
final class SqliteAnyOrderTest {

    private static final List<String> COLUMNS =
            List.of(
                    "a INT",
                    "b TEXT NOT NULL DEFAULT 'x'",
                    "\"order\" REAL CHECK (\"order\" > 0)",
                    "c VARCHAR(20) COLLATE NOCASE",
                    "d GENERATED ALWAYS AS (id * 2) VIRTUAL",
                    "e INT REFERENCES t0(id) ON DELETE CASCADE",
                    "f UNIQUE",
                    "g DEFAULT (1 + 2)");

    private final OtherSchemas schemas =
            new OtherSchemas(DatabaseProduct.SQLITE, ContractDatabase::sqlite);

    @Test
    void writesTheSameForRandomSchemasMadeInTwoWays() {
        for (int seed = 0; seed < Integer.getInteger("snapshot.schemas", 10); seed++) {
            String one = schemas.made(script(seed, 1)).text();

            assertThat(schemas.made(script(seed, 2)).text()).as("seed %s", seed).isEqualTo(one);
            assertThat(schemas.made(one).text()).as("seed %s, loaded", seed).isEqualTo(one);
        }
    }

    private static String script(int seed, int way) {
        Random random = new Random(seed);
        Random order = new Random(way);
        List<String> tables = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        List<String> triggers = new ArrayList<>();
        for (int number = 0; number < 3 + random.nextInt(4); number++) {
            List<String> columns = new ArrayList<>(COLUMNS.subList(0, 3 + random.nextInt(6)));
            Collections.shuffle(columns, random);
            columns.addFirst("id INTEGER PRIMARY KEY");
            tables.add(table("t" + number, columns, order));
            rest.add(
                    "CREATE INDEX i%1$s ON t%1$s (b, lower(a) DESC) WHERE a > 1".formatted(number));
            rest.add(
                    "CREATE VIEW v%1$s AS SELECT x.id, b, max(a) FROM t%1$s x WHERE b LIKE 'a%%' GROUP BY b"
                            .formatted(number));
            rest.add("CREATE VIEW w%1$s AS SELECT * FROM v%1$s".formatted(number));
            triggers.add(
                    "CREATE TRIGGER r%1$s AFTER INSERT ON t%1$s BEGIN DELETE FROM t0 WHERE a = 1; END"
                            .formatted(number));
        }
        for (List<String> each : List.of(tables, rest, triggers)) {
            Collections.shuffle(each, order);
        }
        rest.addAll(triggers);
        tables.addAll(rest);
        return String.join(";\n", tables.stream().map(each -> spelled(each, order)).toList()) + ";";
    }

    /** At once, or column by column where that can be. */
    private static String table(String name, List<String> columns, Random order) {
        String last = columns.getLast();
        boolean later = order.nextBoolean() && !last.startsWith("f ") && !last.startsWith("g ");
        List<String> first = later ? columns.subList(0, columns.size() - 1) : columns;
        String made =
                order.nextBoolean()
                        ? "CREATE TABLE %s (%s)".formatted(name, String.join(", ", first))
                        : "CREATE TABLE o%1$s (%2$s);\nALTER TABLE o%1$s RENAME TO %1$s"
                                .formatted(name, String.join(" , ", first));
        return later ? "%s;\nALTER TABLE %s ADD COLUMN %s".formatted(made, name, last) : made;
    }

    private static String spelled(String statement, Random order) {
        return switch (order.nextInt(3)) {
            case 0 -> statement.replace(" (", "( ").replace("SELECT", "select -- all\n");
            case 1 ->
                    statement.replaceAll(
                            "\\b(CREATE|FROM|WHERE|ON|NOT|DESC)\\b", "$1".toLowerCase(Locale.ROOT));
            default -> statement.replace(" a ", " [a] ").replace("b TEXT", "`b` text");
        };
    }
}
