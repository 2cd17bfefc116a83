package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What a character set's collation is where a statement of the server leaves it out. What
 * character_set_collations says is for new statements, and not for those that the server writes.
 *
 * @param usual the collation of each character set
 */
record MariaDbCollations(Map<String, String> usual) {

    private static final String SQL =
            """
            SELECT CHARACTER_SET_NAME, DEFAULT_COLLATE_NAME FROM information_schema.CHARACTER_SETS
            """;

    private static final String OLD_UTF8 = "utf8";
    private static final String UTF8 = "utf8mb3";

    MariaDbCollations {
        usual = Map.copyOf(usual);
    }

    /** A character set and its collation; none of both where there is nothing but bytes. */
    record Collation(String charset, String name) {

        /** Behind the type of a column. */
        String ofColumn() {
            return "CHARACTER SET %s COLLATE %s".formatted(charset, name);
        }

        /** Among the options of a table. */
        String ofTable() {
            return "DEFAULT CHARSET=%s COLLATE=%s".formatted(charset, name);
        }
    }

    static MariaDbCollations read(Statement statement) throws SQLException {
        Map<String, String> usual = new HashMap<>();
        try (ResultSet row = statement.executeQuery(SQL)) {
            while (row.next()) {
                usual.put(newer(row.getString(1)), newer(row.getString(2)));
            }
        }
        return new MariaDbCollations(usual);
    }

    /**
     * What both are, of which one is said at least.
     *
     * @param charset empty where it is not said
     * @param collation empty where it is not said
     */
    Collation of(String charset, String collation) {
        String name = newer(collation);
        String set = newer(charset);
        if (set.isEmpty()) {
            set = name.replaceFirst("_.*", "");
        }
        return new Collation(set, name.isEmpty() ? usual.getOrDefault(set, set + "_bin") : name);
    }

    /** Before 10.6 there is only the short name. */
    private static String newer(String name) {
        return name.equals(OLD_UTF8) || name.startsWith(OLD_UTF8 + "_")
                ? UTF8 + name.substring(OLD_UTF8.length())
                : name;
    }
}
