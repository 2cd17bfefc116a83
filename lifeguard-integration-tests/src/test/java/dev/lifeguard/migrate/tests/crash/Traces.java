package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the migrations of {@link CrashProject} left in a database, and what its history says of it.
 *
 * @param effects everything that is there, each row as often as it is there
 * @param history the rows of the migrations, oldest first
 */
record Traces(List<String> effects, List<HistoryRow> history) {

    /** The trace of each statement; a VACUUM leaves none. */
    private static final Map<Long, List<String>> STATEMENTS =
            new TreeMap<>(
                    Map.of(
                            20240101000000L, List.of("table one", "one 1"),
                            20240102000000L, List.of("table copied", "copied 1 2"),
                            20240103000000L, List.of("one 2", "index one_id", "one 3"),
                            20240104000000L, List.of("column note", "one 4"),
                            20240105000000L, List.of("one 5", "", "one 6", "copied 3")));

    /** An index that is not valid is no effect yet. */
    private static final String RELATIONS =
            """
            SELECT CASE relkind WHEN 'r' THEN 'table ' ELSE 'index ' END || relname
            FROM pg_class LEFT JOIN pg_index ON indexrelid = pg_class.oid
            WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'lifeguard%'
            AND relkind IN ('r', 'i') AND coalesce(indisvalid, true)
            """;

    private static final String ROWS_OF_ONE =
            """
            SELECT 'column ' || attname FROM pg_attribute
            WHERE attrelid = 'one'::regclass AND attname = 'note'
            UNION ALL SELECT 'one ' || id FROM one
            """;

    /** Rows 1 and 2 are one COPY's. */
    private static final String ROWS_OF_COPIED =
            """
            SELECT 'copied ' || string_agg(id::text, ' ' ORDER BY id)
            FROM copied GROUP BY id > 2 HAVING count(*) > 0
            """;

    private static final String HISTORY =
            """
            SELECT version, success, coalesce(statements_done, 0),
                coalesce(statement_started, 0), checksum
            FROM lifeguard_migrations WHERE version <> -1 ORDER BY version
            """;

    /** What the history says of one migration. */
    record HistoryRow(long version, boolean whole, int done, int started, String checksum) {

        static HistoryRow read(String row) {
            String[] values = row.split("\\|", -1);
            return new HistoryRow(
                    Long.parseLong(values[0]),
                    values[1].equals("t"),
                    Integer.parseInt(values[2]),
                    Integer.parseInt(values[3]),
                    values[4]);
        }
    }

    /** Read while nobody changes anything. */
    static Traces read(Function<String, List<String>> query) {
        List<String> effects = new ArrayList<>(query.apply(RELATIONS));
        if (effects.contains("table one")) {
            effects.addAll(query.apply(ROWS_OF_ONE));
        }
        if (effects.contains("table copied")) {
            effects.addAll(query.apply(ROWS_OF_COPIED));
        }
        boolean none = query.apply("SELECT to_regclass('lifeguard_migrations')").contains("");
        List<String> history = none ? List.of() : query.apply(HISTORY);
        return new Traces(effects, history.stream().map(HistoryRow::read).toList());
    }

    /** The history says of every statement what the database holds, or that it is not known. */
    void requireTrueHistory() {
        assertThat(effects).doesNotHaveDuplicates();
        Set<String> unexplained = new HashSet<>(effects);
        STATEMENTS.forEach(
                (version, statements) -> {
                    int done = done(version);
                    for (int number = 1; number <= statements.size(); number++) {
                        String effect = statements.get(number - 1);
                        boolean there = unexplained.remove(effect);
                        if (number != started(version) && !effect.isEmpty()) {
                            assertThat(there)
                                    .as("%s says %s done; %s in %s", version, done, effect, effects)
                                    .isEqualTo(number <= done);
                        }
                    }
                });
        assertThat(unexplained).isEmpty();
    }

    /** Everything took effect once, and the history has the checksums. */
    void requireWhole(List<String> checksums) {
        assertThat(effects)
                .containsExactlyInAnyOrderElementsOf(
                        STATEMENTS.values().stream()
                                .flatMap(List::stream)
                                .filter(effect -> !effect.isEmpty())
                                .toList());
        assertThat(history)
                .extracting(HistoryRow::version)
                .containsExactlyElementsOf(STATEMENTS.keySet());
        assertThat(history).extracting(HistoryRow::whole).containsOnly(true);
        assertThat(history).extracting(HistoryRow::checksum).containsExactlyElementsOf(checksums);
    }

    boolean isWhole(long version) {
        return history.stream().anyMatch(row -> row.version() == version && row.whole());
    }

    boolean isKnown(long version) {
        return history.stream().anyMatch(row -> row.version() == version);
    }

    private int done(long version) {
        return history.stream()
                .filter(row -> row.version() == version)
                .mapToInt(row -> row.whole() ? Integer.MAX_VALUE : row.done())
                .findFirst()
                .orElse(0);
    }

    private int started(long version) {
        return history.stream()
                .filter(row -> row.version() == version && !row.whole())
                .mapToInt(HistoryRow::started)
                .findFirst()
                .orElse(0);
    }
}
