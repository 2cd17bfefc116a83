package dev.lifeguard.migrate.tests.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A schema of MariaDB made by chance, whose objects can be made in several orders. */
final class MariaDbRandomSchema {

    private static final List<String> TYPES =
            List.of(
                    "int",
                    "bigint unsigned",
                    "text",
                    "decimal(8,2)",
                    "datetime(3)",
                    "varchar(20)",
                    "varchar(20) CHARACTER SET latin1",
                    "uuid",
                    "enum('a','b')");

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();

    /** A statement and those that it needs before it, by their places. */
    private record Step(int place, String sql, Set<Integer> needs) {}

    MariaDbRandomSchema(long seed) {
        random = new Random(seed);
        Set<Integer> before = new HashSet<>();
        IntStream.range(0, 2).forEach(n -> before.add(add("CREATE SEQUENCE s" + n, Set.of())));
        IntStream.range(0, 3)
                .forEach(
                        n ->
                                before.add(
                                        add(
                                                "CREATE FUNCTION f%1$s(a int) RETURNS int NO SQL RETURN a + %1$s"
                                                        .formatted(n),
                                                Set.of())));
        IntStream.range(0, 3 + random.nextInt(4)).forEach(n -> table(n, before));
    }

    private int add(String sql, Set<Integer> needs) {
        steps.add(new Step(steps.size(), sql, needs));
        return steps.size() - 1;
    }

    private boolean chance() {
        return random.nextBoolean();
    }

    private void table(int number, Set<Integer> before) {
        String name = "t" + number;
        StringBuilder columns = new StringBuilder("id int PRIMARY KEY, k int DEFAULT 7");
        int count = 1 + random.nextInt(5);
        for (int n = 0; n < count; n++) {
            columns.append(", c%s %s".formatted(n, TYPES.get(random.nextInt(TYPES.size()))));
            columns.append(chance() ? " NOT NULL" : "").append(chance() ? " COMMENT 'c'" : "");
        }
        columns.append(chance() ? ", no bigint DEFAULT nextval(s1)" : "");
        columns.append(chance() ? ", doubled int AS (k * 2) VIRTUAL" : "");
        String options = chance() ? " DEFAULT CHARSET=latin1" : " COMMENT='t'";
        int table = add("CREATE TABLE %s (%s)%s".formatted(name, columns, options), before);
        tables.add(name);
        Set<Integer> here = Set.of(table);
        for (int n = 0; n < random.nextInt(4); n++) {
            String unique = chance() ? "UNIQUE " : "";
            add("CREATE %sINDEX i%s_%s ON %s (k, id)".formatted(unique, number, n, name), here);
        }
        if (chance()) {
            add("ALTER TABLE %s ADD CONSTRAINT k%s CHECK (k > 0)".formatted(name, number), here);
        }
        if (number > 0 && chance()) {
            int other = random.nextInt(number);
            add(
                    "ALTER TABLE %s ADD CONSTRAINT x%s FOREIGN KEY (k) REFERENCES t%s (id)"
                            .formatted(name, number, other),
                    Set.of(table, place("CREATE TABLE t%s ".formatted(other))));
        }
        int view =
                add(
                        "CREATE VIEW v%s AS SELECT id, k FROM %s WHERE f1(k) > 3"
                                .formatted(number, name),
                        here);
        if (chance()) {
            add(
                    "CREATE VIEW a%1$s AS SELECT id FROM v%1$s ORDER BY k".formatted(number),
                    Set.of(view));
        }
        if (chance()) {
            add(
                    "CREATE TRIGGER g%s AFTER INSERT ON %s FOR EACH ROW SET @a = 1"
                            .formatted(number, name),
                    here);
            add(
                    "CREATE TRIGGER h%s AFTER DELETE ON %s FOR EACH ROW SET @a = 2"
                            .formatted(number, name),
                    here);
        }
        if (chance()) {
            int one = add("GRANT SELECT ON %s TO PUBLIC".formatted(name), here);
            add("GRANT UPDATE (k), INSERT ON %s TO PUBLIC".formatted(name), Set.of(table, one));
        }
    }

    private int place(String beginning) {
        return IntStream.range(0, steps.size())
                .filter(at -> steps.get(at).sql().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The statements in an order that chance gives.
     *
     * @param seed of that chance
     */
    List<String> statements(long seed) {
        Random order = new Random(seed);
        List<String> statements = new ArrayList<>();
        List<Step> left = new ArrayList<>(steps);
        Set<Integer> done = new HashSet<>();
        while (!left.isEmpty()) {
            Collections.shuffle(left, order);
            Step next =
                    left.stream()
                            .filter(step -> done.containsAll(step.needs()))
                            .findFirst()
                            .orElseThrow();
            left.remove(next);
            done.add(next.place());
            statements.add(next.sql());
        }
        // What was there and was dropped again leaves no trace.
        String some = tables.get(order.nextInt(tables.size()));
        statements.add("ALTER TABLE %s ADD COLUMN gone text FIRST".formatted(some));
        statements.add("ALTER TABLE %s DROP COLUMN gone".formatted(some));
        return statements;
    }
}
