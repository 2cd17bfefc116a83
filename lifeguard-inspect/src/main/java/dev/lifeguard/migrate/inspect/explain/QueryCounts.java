package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many queries a minute name a table, by pg_stat_statements.
 *
 * <p>Whether a query means that table its text does not tell for certain: it counts if it holds the
 * table's name as a word.
 */
final class QueryCounts {

    private static final String PLACE =
            PgCatalog.sql(
                    """
                    SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension e
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} e.extnamespace
                    WHERE e.extname {=} 'pg_stat_statements'
                    """);

    private static final String SINCE =
            PgCatalog.sql(
                    """
                    SELECT EXTRACT(EPOCH FROM (pg_catalog.clock_timestamp() {-} i.stats_reset))
                    FROM %s.pg_stat_statements_info i
                    """);

    private static final String CALLS =
            PgCatalog.sql(
                    """
                    SELECT s.query, s.calls FROM %s.pg_stat_statements s
                    JOIN pg_catalog.pg_database d ON d.oid {=} s.dbid
                    WHERE d.datname {=} pg_catalog.current_database()
                    """);

    private static final String HIDDEN = "<insufficient privilege>";

    private final double minutes;
    private final Map<String, Long> calls;

    private QueryCounts(double minutes, Map<String, Long> calls) {
        this.minutes = minutes;
        this.calls = calls;
    }

    /** Those of the database; none where the extension is not there, or hides some. */
    static QueryCounts of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String schema;
            try (ResultSet row = statement.executeQuery(PLACE)) {
                if (!row.next()) {
                    return none();
                }
                schema = row.getString(1);
            }
            return read(statement, schema);
        }
    }

    /** It is there for show where the server does not load its library. */
    private static QueryCounts read(Statement statement, String schema) {
        try {
            double seconds;
            try (ResultSet row = statement.executeQuery(SINCE.formatted(schema))) {
                row.next();
                seconds = row.getDouble(1);
            }
            Map<String, Long> calls = new HashMap<>();
            try (ResultSet row = statement.executeQuery(CALLS.formatted(schema))) {
                while (row.next()) {
                    String query = row.getString(1);
                    if (query == null || query.equals(HIDDEN)) {
                        return none();
                    }
                    calls.merge(query.toLowerCase(Locale.ROOT), row.getLong(2), Long::sum);
                }
            }
            return new QueryCounts(seconds / 60, calls);
        } catch (SQLException notLoaded) {
            return none();
        }
    }

    private static QueryCounts none() {
        return new QueryCounts(0, Map.of());
    }

    /**
     * How many name a relation; empty where it is not known.
     *
     * @param relation with its schema, which queries hardly ever name
     */
    Optional<Double> perMinute(String relation) {
        if (calls.isEmpty() || minutes < 1) {
            return Optional.empty();
        }
        String name = relation.substring(relation.indexOf('.') + 1).replace("\"", "");
        Pattern word =
                Pattern.compile("\\b" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "\\b");
        long sum =
                calls.entrySet().stream()
                        .filter(entry -> word.matcher(entry.getKey()).find())
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return Optional.of(sum / minutes);
    }
}
