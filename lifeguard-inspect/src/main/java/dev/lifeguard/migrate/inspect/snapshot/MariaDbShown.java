package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for what makes objects. One block asks for many of them, so that a thousand tables take a
 * few round trips, and the server's own words are whole, which information_schema's columns are
 * not.
 */
final class MariaDbShown {

    private static final int AT_ONCE = 200;

    private MariaDbShown() {}

    /** Reads one row of {@code SHOW CREATE}. */
    interface Row<T> {

        T of(String name, ResultSet row) throws SQLException;
    }

    /**
     * All of them, in the order of the names.
     *
     * @param kind as {@code SHOW CREATE} names it
     */
    static <T> List<T> of(Statement statement, String kind, List<String> names, Row<T> reader)
            throws SQLException {
        List<T> shown = new ArrayList<>();
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> some = names.subList(from, Math.min(from + AT_ONCE, names.size()));
            StringBuilder block = new StringBuilder("BEGIN NOT ATOMIC\n");
            some.forEach(
                    name -> block.append("SHOW CREATE %s %s;\n".formatted(kind, quoted(name))));
            boolean rows = statement.execute(block.append("END").toString());
            for (String name : some) {
                while (!rows && statement.getUpdateCount() >= 0) {
                    rows = statement.getMoreResults();
                }
                try (ResultSet row = statement.getResultSet()) {
                    row.next();
                    shown.add(reader.of(name, row));
                }
                rows = statement.getMoreResults();
            }
        }
        return shown;
    }

    private static String quoted(String name) {
        return MariaDbTokens.quoted(name);
    }
}
