package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements that come again and again in one flush, by PREPARE and EXECUTE (PostgreSQL manual,
 * PREPARE): the server analyses and plans each of them once, instead of once for each migration.
 *
 * <p>They are gone before the flush ends, since behind a pooler the next one may meet another
 * server process. A script can remove them before, by DEALLOCATE ALL.
 */
final class PreparedSql {

    /** "invalid_sql_statement_name": there is no such prepared statement. */
    static final String GONE = "26000";

    private final String token;
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param token of which no other session has the same, for their names
     */
    PreparedSql(String token) {
        this.token = token;
    }

    /** Runs a statement with its values, which is prepared once for all that have the same text. */
    BoundSql execute(BoundSql statement) {
        String name = names.computeIfAbsent(statement.sql(), this::name);
        StringBuilder sql = new StringBuilder("EXECUTE ").append(name);
        char before = '(';
        for (Object value : statement.values()) {
            literal(sql.append(before), value);
            before = ',';
        }
        if (before == ',') {
            sql.append(')');
        }
        return BoundSql.of(sql.toString());
    }

    private String name(String sql) {
        return "\"lifeguard " + (names.size() + 1) + " " + token + "\"";
    }

    /** As text without a type, as a driver sends a value whose type it does not know. */
    private static void literal(StringBuilder sql, @Nullable Object value) {
        if (value == null) {
            sql.append("NULL");
            return;
        }
        String text = value.toString();
        boolean escapes = text.indexOf('\\') >= 0;
        if (escapes) {
            text = text.replace("\\", "\\\\");
        }
        if (text.indexOf('\'') >= 0) {
            text = text.replace("'", "''");
        }
        sql.append(escapes ? "E'" : "'").append(text).append('\'');
    }

    /** What stands before the first use. */
    List<BoundSql> prepare() {
        List<BoundSql> statements = new ArrayList<>();
        for (Map.Entry<String, String> each : names.entrySet()) {
            String sql = numbered(each.getKey());
            statements.add(BoundSql.of("PREPARE " + each.getValue() + " AS " + sql));
        }
        return statements;
    }

    private static String numbered(String sql) {
        StringBuilder text = new StringBuilder(sql);
        int number = 1;
        for (int at = text.indexOf("?"); at >= 0; at = text.indexOf("?", at)) {
            text.replace(at, at + 1, "$" + number);
            number++;
        }
        return text.toString();
    }

    /** What stands behind the last use. */
    List<BoundSql> deallocate() {
        List<BoundSql> statements = new ArrayList<>();
        for (String name : names.values()) {
            statements.add(BoundSql.of("DEALLOCATE " + name));
        }
        return statements;
    }
}
