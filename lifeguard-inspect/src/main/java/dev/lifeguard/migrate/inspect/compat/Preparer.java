package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Prepared.Refused;
import dev.lifeguard.migrate.inspect.compat.Prepared.Taken;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.Preparable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Has a server prepare statements, and plan them, which finds what a look at the names does not: an
 * ON CONFLICT without its unique index. None of them is executed.
 */
final class Preparer {

    private static final String AMBIGUOUS_PARAMETER = "42P08";
    private static final String INDETERMINATE_TYPE = "42P18";
    private static final int PARAMETERS = 65_535;

    private static final Pattern PARAMETER = Pattern.compile("\\G\\$(\\d+)");
    private static final Pattern ANY_PARAMETER =
            Pattern.compile(
                    "'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|--[^\n]*+|/\\*(?s:.*?)\\*/"
                            + "|(?<![\\w$])\\$(?<number>\\d+)");

    private static final String TYPES =
            """
            SELECT pg_catalog.format_type(p.type::pg_catalog.oid, NULL)
            FROM pg_catalog.pg_prepared_statements s,
            pg_catalog.unnest(s.parameter_types) WITH ORDINALITY AS p (type, place)
            WHERE s.name OPERATOR(pg_catalog.=) 'lifeguard'
            ORDER BY p.place
            """;

    private final Connection connection;

    Preparer(Connection connection) {
        this.connection = connection;
    }

    /** Has the server look for names in these schemas from now on. */
    void lookIn(String searchPath) throws SQLException {
        run("SET search_path = " + searchPath);
    }

    /**
     * Prepares one.
     *
     * @param declared the types of its first parameters; the server finds out those of the others
     */
    Prepared prepare(Preparable statement, List<String> declared) throws SQLException {
        List<String> types = new ArrayList<>(declared);
        for (int tries = 0; tries < PARAMETERS; tries++) {
            try {
                return taken(statement.sql(), types);
            } catch (PSQLException refused) {
                int number = undecided(refused, statement.sql(), types);
                if (number == 0) {
                    return refused(refused);
                }
                while (types.size() < number) {
                    types.add("unknown");
                }
                types.set(number - 1, "text");
            }
        }
        throw new IllegalStateException(statement.sql());
    }

    private Taken taken(String sql, List<String> declared) throws SQLException {
        run("PREPARE lifeguard%s AS %s".formatted(list(declared), sql));
        try {
            List<String> parameters = asked(TYPES);
            plan(parameters.size());
            return new Taken(parameters, row(sql, parameters));
        } finally {
            run("DEALLOCATE lifeguard");
        }
    }

    /** Values that a domain refuses say nothing of the statement. */
    private void plan(int parameters) throws SQLException {
        try {
            run("EXPLAIN EXECUTE lifeguard" + list(Collections.nCopies(parameters, "NULL")));
        } catch (SQLException refused) {
            String state = String.valueOf(refused.getSQLState());
            if (!state.startsWith("22") && !state.startsWith("23")) {
                throw refused;
            }
        }
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "" : "(%s)".formatted(String.join(", ", items));
    }

    /** The number of a parameter whose type the server cannot find out; 0 where that is not it. */
    private static int undecided(PSQLException refused, String sql, List<String> declared) {
        String state = String.valueOf(refused.getSQLState());
        ServerErrorMessage told = refused.getServerErrorMessage();
        if (told == null
                || !(state.equals(INDETERMINATE_TYPE) || state.equals(AMBIGUOUS_PARAMETER))) {
            return 0;
        }
        int begin = "PREPARE lifeguard%s AS ".formatted(list(declared)).length();
        Matcher parameter = PARAMETER.matcher(sql);
        int at = told.getPosition() - 1 - begin;
        if (at < 0 || at >= sql.length() || !parameter.find(at)) {
            return 0;
        }
        int number = Integer.parseInt(parameter.group(1));
        boolean said = number <= declared.size() && !declared.get(number - 1).equals("unknown");
        return said ? 0 : number;
    }

    static Refused refused(SQLException failure) {
        ServerErrorMessage told =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = told == null ? null : told.getMessage();
        return new Refused(
                Objects.requireNonNullElse(failure.getSQLState(), ""),
                Objects.requireNonNullElse(message, String.valueOf(failure.getMessage())));
    }

    /**
     * What its rows have: described with nulls for its parameters, so that no driver counts them.
     */
    private List<ResultColumn> row(String sql, List<String> parameters) {
        Matcher parameter = ANY_PARAMETER.matcher(sql);
        StringBuilder text = new StringBuilder();
        while (parameter.find()) {
            String number = parameter.group("number");
            parameter.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            number == null
                                    ? parameter.group()
                                    : "(CAST(NULL AS %s))"
                                            .formatted(
                                                    parameters.get(Integer.parseInt(number) - 1))));
        }
        String described = parameter.appendTail(text).toString().replace("?", "??");
        try (PreparedStatement prepared = connection.prepareStatement(described)) {
            ResultSetMetaData row = prepared.getMetaData();
            List<ResultColumn> columns = new ArrayList<>();
            for (int i = 1; row != null && i <= row.getColumnCount(); i++) {
                columns.add(ResultColumn.of(row, i));
            }
            return columns;
        } catch (SQLException undescribed) {
            // Then nothing is said of its rows.
            return List.of();
        }
    }

    private List<String> asked(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> answers = new ArrayList<>();
            while (row.next()) {
                answers.add(row.getString(1));
            }
            return answers;
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
