package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.SqlCommand;

/**
 * Makes of statements what PostgreSQL's driver sends as it is: texts that it does not read anew,
 * with the parameters numbered as the server wants them.
 */
final class DriverQueries {

    private static final int[] NO_PARAMETERS = {};

    /** This library's own statements, of which there are few, as they are sent. */
    private final Map<String, NativeQuery> numbered = new HashMap<>();

    /** A text without parameters; question marks in it are its own. */
    static NativeQuery plain(String sql) {
        return new NativeQuery(sql, NO_PARAMETERS, false, SqlCommand.BLANK);
    }

    List<NativeQuery> of(List<BoundSql> statements) {
        List<NativeQuery> queries = new ArrayList<>(statements.size());
        for (BoundSql statement : statements) {
            queries.add(of(statement));
        }
        return queries;
    }

    /** The author's statements have no values. */
    private NativeQuery of(BoundSql statement) {
        if (statement.values().isEmpty()) {
            return plain(statement.sql());
        }
        NativeQuery known = numbered.get(statement.sql());
        if (known == null) {
            known = withNumbers(statement);
            numbered.put(statement.sql(), known);
        }
        return known;
    }

    /** Each question mark becomes the parameter of its number. */
    private static NativeQuery withNumbers(BoundSql own) {
        StringBuilder sql = new StringBuilder(own.sql());
        int[] positions = new int[own.values().size()];
        int at = 0;
        for (int number = 1; number <= positions.length; number++) {
            at = sql.indexOf("?", at);
            positions[number - 1] = at;
            sql.replace(at, at + 1, NativeQuery.bindName(number));
        }
        return new NativeQuery(sql.toString(), positions, false, SqlCommand.BLANK);
    }
}
