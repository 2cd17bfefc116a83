package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.BatchStatement;
import dev.lifeguard.migrate.script.BatchTerms;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The index to make where a table has no key for its batches, as the database takes it. */
final class IndexAdvice {

    /** PostgreSQL cuts a name at 63 bytes, and MariaDB refuses one of 65 characters. */
    private static final int LONGEST_NAME = 60;

    private final Session session;
    private final Dialect dialect;
    private final BatchTerms terms;

    IndexAdvice(Session session, Dialect dialect, BatchTerms terms) {
        this.session = session;
        this.dialect = dialect;
        this.terms = terms;
    }

    /**
     * What to do, as a sentence.
     *
     * @param key the columns, as the database names them
     * @param taken names of indexes that are there
     */
    String over(List<String> key, Set<String> taken) throws SQLException {
        List<String> partitioned = partitionedBy();
        if (partitioned.contains("")) {
            return "It is partitioned by an expression, with which it takes none. Run batches over"
                    + " its partitions.";
        }
        List<String> lacking = new ArrayList<>(partitioned);
        lacking.removeAll(key);
        if (!lacking.isEmpty()) {
            return ("It is partitioned by %s, which each unique index of it must have: take that"
                            + " into key=, too.")
                    .formatted(String.join(", ", partitioned));
        }
        // PostgreSQL refuses CONCURRENTLY on a partitioned table.
        return "Make one first: CREATE UNIQUE INDEX %s%s ON %s (%s)."
                .formatted(
                        partitioned.isEmpty() ? concurrently() : "",
                        written(free(name(key), taken)),
                        terms.table(),
                        String.join(", ", key.stream().map(this::column).toList()));
    }

    private List<String> partitionedBy() throws SQLException {
        Optional<BoundSql> question = dialect.batchKeys().partitionedBy(terms.table());
        return question.isEmpty()
                ? List.of()
                : session.query(question.get(), row -> row.getString(1));
    }

    private String concurrently() {
        return switch (dialect.family()) {
            case POSTGRESQL -> "CONCURRENTLY ";
            case MARIADB, SQLITE, H2 -> "";
        };
    }

    private String name(List<String> key) {
        String table =
                BatchStatement.bare(terms.table().substring(terms.table().lastIndexOf('.') + 1));
        String name = table + "_" + String.join("_", key);
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - "_key".length())) + "_key";
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + number;
        }
        return free;
    }

    /** As the migration writes it, where that has quotes: it may be a word of SQL. */
    private String column(String name) {
        return terms.key().stream()
                .filter(each -> !each.equals(name) && BatchStatement.bare(each).equals(name))
                .findFirst()
                .orElseGet(() -> written(name));
    }

    private String written(String name) {
        String plain =
                switch (dialect.family()) {
                    case POSTGRESQL -> "[a-z_][a-z0-9_]*";
                    case MARIADB, SQLITE -> "[A-Za-z_][A-Za-z0-9_]*";
                    case H2 -> "[A-Z_][A-Z0-9_]*";
                };
        return name.matches(plain) ? name : dialect.quote(name);
    }
}
