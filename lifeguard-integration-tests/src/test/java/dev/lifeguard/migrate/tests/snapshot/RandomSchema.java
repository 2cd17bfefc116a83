package dev.lifeguard.migrate.tests.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A schema {@code r} made by chance, whose objects can be made in several orders. */
final class RandomSchema {

    private static final List<String> TYPES =
            List.of("int", "bigint", "text", "numeric(8,2)", "timestamptz", "varchar(20)", "uuid");

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();

    /** A statement and those that it needs before it, by their places. */
    private record Step(int place, String sql, Set<Integer> needs) {}

    RandomSchema(long seed) {
        random = new Random(seed);
        List<Integer> types =
                made(2, n -> "CREATE TYPE r.e%s AS ENUM ('a', 'b', 'c')".formatted(n));
        List<Integer> sequences = made(2, n -> "CREATE SEQUENCE r.s%s".formatted(n));
        List<Integer> functions =
                made(
                        3,
                        n ->
                                "CREATE FUNCTION r.f%s(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + %s'"
                                        .formatted(n, n));
        Set<Integer> before = new HashSet<>(types);
        before.addAll(sequences);
        before.addAll(functions);
        IntStream.range(0, 3 + random.nextInt(5)).forEach(n -> table(n, before));
    }

    private interface Sql {

        String of(int number);
    }

    private List<Integer> made(int count, Sql sql) {
        return IntStream.range(0, count).mapToObj(n -> add(sql.of(n), Set.of())).toList();
    }

    private int add(String sql, Set<Integer> needs) {
        steps.add(new Step(steps.size(), sql, needs));
        return steps.size() - 1;
    }

    private boolean chance() {
        return random.nextBoolean();
    }

    private void table(int number, Set<Integer> before) {
        String name = "r.t" + number;
        StringBuilder columns = new StringBuilder("id int PRIMARY KEY, k int DEFAULT 7");
        int count = 1 + random.nextInt(5);
        for (int n = 0; n < count; n++) {
            columns.append(", c%s %s".formatted(n, TYPES.get(random.nextInt(TYPES.size()))));
            columns.append(chance() ? " NOT NULL" : "");
        }
        columns.append(chance() ? ", mood r.e0 DEFAULT 'b'" : "");
        columns.append(chance() ? ", no int DEFAULT nextval('r.s1')" : "");
        columns.append(chance() ? ", twice int GENERATED ALWAYS AS (id * 2) STORED" : "");
        int table = add("CREATE TABLE %s (%s)".formatted(name, columns), before);
        tables.add(name);
        Set<Integer> here = Set.of(table);
        for (int n = 0; n < random.nextInt(4); n++) {
            add("CREATE INDEX i%s_%s ON %s (c0, r.f%s(k))".formatted(number, n, name, n % 3), here);
        }
        if (chance()) {
            add(
                    "ALTER TABLE %s ADD CONSTRAINT k%s CHECK (k BETWEEN 1 AND 9 AND id > 0)"
                            .formatted(name, number),
                    here);
        }
        if (number > 0 && chance()) {
            int other = random.nextInt(number);
            int first = place("CREATE TABLE r.t%s ".formatted(other));
            add(
                    "ALTER TABLE %s ADD CONSTRAINT x%s FOREIGN KEY (k) REFERENCES r.t%s"
                            .formatted(name, number, other),
                    Set.of(table, first));
        }
        int view =
                add(
                        "CREATE VIEW r.v%s AS SELECT id, k FROM %s WHERE r.f1(k) > 3"
                                .formatted(number, name),
                        here);
        if (chance()) {
            add(
                    "CREATE VIEW r.a%s AS SELECT id FROM r.v%s ORDER BY k"
                            .formatted(number, number),
                    Set.of(view));
        }
        if (chance()) {
            add("COMMENT ON COLUMN %s.k IS 'k of %s'".formatted(name, number), here);
            add("COMMENT ON VIEW r.v%s IS 'v'".formatted(number), Set.of(view));
        }
        if (chance()) {
            int one = add("GRANT SELECT ON %s TO pg_monitor".formatted(name), here);
            add("GRANT UPDATE (k), INSERT ON %s TO pg_monitor".formatted(name), here);
            add("GRANT ALL ON %s TO PUBLIC".formatted(name), Set.of(table, one));
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
        List<String> statements = new ArrayList<>(List.of("CREATE SCHEMA r"));
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
        statements.add("ALTER TABLE %s ADD COLUMN gone text".formatted(some));
        statements.add("ALTER TABLE %s DROP COLUMN gone".formatted(some));
        return statements;
    }
}
