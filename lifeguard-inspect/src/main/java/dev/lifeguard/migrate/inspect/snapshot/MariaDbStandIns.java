package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes views that name what is not there in a database without tables, upon tables and functions
 * of the names that they say. Those are dropped at once: the server looks for them when a view is
 * made, and then not before it is read.
 */
final class MariaDbStandIns {

    /** What their columns are; not every function takes both. */
    private static final List<String> TYPES = List.of("longtext", "int");

    private final Statement statement;
    private final Set<String> made = new HashSet<>();

    MariaDbStandIns(Statement statement) {
        this.statement = statement;
    }

    /**
     * Makes them.
     *
     * @param broken each behind those that it reads
     * @return the names of those that the server takes on no such table; another view has their
     *     name
     */
    List<String> make(List<MariaDbView> broken) throws SQLException {
        List<String> others = new ArrayList<>();
        for (MariaDbView view : broken.reversed()) {
            if (!isMade(view)) {
                statement.execute(
                        "CREATE VIEW %s AS SELECT 1 AS n"
                                .formatted(MariaDbTokens.quoted(view.name())));
                others.add(view.name());
            }
            made.add(view.name());
        }
        return others;
    }

    private boolean isMade(MariaDbView view) throws SQLException {
        for (String type : TYPES) {
            if (isMade(view, type)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMade(MariaDbView view, String type) throws SQLException {
        List<String> drops = new ArrayList<>();
        try {
            for (String table : view.tables()) {
                if (!made.contains(table) && !table.equals(view.name())) {
                    String name = MariaDbTokens.quoted(table);
                    statement.execute("CREATE TABLE %s (%s)".formatted(name, columns(view, type)));
                    drops.add("DROP TABLE " + name);
                }
            }
            for (var function : view.functions().entrySet()) {
                String name = MariaDbTokens.quoted(function.getKey());
                statement.execute(
                        "CREATE FUNCTION %s(%s) RETURNS %s DETERMINISTIC RETURN NULL"
                                .formatted(name, parameters(function.getValue(), type), type));
                drops.add("DROP FUNCTION " + name);
            }
            for (String sql : view.object().statements()) {
                statement.execute(sql);
            }
            return true;
        } catch (SQLException failure) {
            if (statement.getConnection().isValid(0)) {
                return false;
            }
            throw failure;
        } finally {
            for (String drop : drops) {
                statement.execute(drop);
            }
        }
    }

    private static String columns(MariaDbView view, String type) {
        Set<String> columns = view.columns();
        return columns.isEmpty()
                ? "n " + type
                : columns.stream()
                        .map(column -> MariaDbTokens.quoted(column) + " " + type)
                        .collect(Collectors.joining(", "));
    }

    private static String parameters(int count, String type) {
        return IntStream.range(0, count)
                .mapToObj(number -> "p%s %s".formatted(number, type))
                .collect(Collectors.joining(", "));
    }
}
