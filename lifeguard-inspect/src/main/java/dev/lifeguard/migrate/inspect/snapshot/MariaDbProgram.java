package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Whole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what has a body: routines, packages, triggers and events. Bodies are as their author wrote
 * them, but for line ends of Windows.
 */
final class MariaDbProgram {

    private static final String ROUTINES =
            """
            SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES
            WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY ROUTINE_TYPE, ROUTINE_NAME
            """;

    private static final String TRIGGERS =
            """
            SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION,
                ACTION_STATEMENT, ACTION_ORDER, SQL_MODE AS sql_mode,
                COLLATION_CONNECTION AS collation_connection,
                DATABASE_COLLATION AS `Database Collation`
            FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
            ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER
            """;

    private static final String ZONES =
            """
            SELECT DISTINCT TIME_ZONE FROM information_schema.EVENTS
            WHERE EVENT_SCHEMA = DATABASE() ORDER BY TIME_ZONE
            """;

    /** An event that was made without a beginning begins when it was made. */
    private static final String EVENTS =
            """
            SELECT EVENT_NAME, COALESCE(STARTS IN (CREATED, LAST_ALTERED), false)
            FROM information_schema.EVENTS
            WHERE EVENT_SCHEMA = DATABASE() AND TIME_ZONE = @@time_zone ORDER BY EVENT_NAME
            """;

    private final Statement statement;
    private final MariaDbUsual usual;

    MariaDbProgram(Statement statement, MariaDbUsual usual) {
        this.statement = statement;
        this.usual = usual;
    }

    /** The same without who made it, who needs not be on another server. */
    static MariaDbTokens withoutDefiner(MariaDbTokens tokens) {
        int begin = tokens.find("DEFINER", 0);
        if (!tokens.at(tokens.next(begin + 1)).equals("=") || begin > tokens.find("AS", 0)) {
            return tokens;
        }
        int end = tokens.next(tokens.next(begin + 1) + 1) + 1;
        if (tokens.at(tokens.next(end)).equals("@")) {
            end = tokens.next(tokens.next(end) + 1) + 1;
        }
        return tokens.without(begin, end);
    }

    /** Functions first, then procedures, and packages with their bodies. */
    List<MariaDbObject> routines() throws SQLException {
        Map<String, List<String>> names = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(ROUTINES)) {
            while (row.next()) {
                names.computeIfAbsent(row.getString(1), type -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        List<MariaDbObject> routines = new ArrayList<>();
        for (Map.Entry<String, List<String>> kind : names.entrySet()) {
            ObjectType type = ObjectType.valueOf(kind.getKey().replace(' ', '_'));
            routines.addAll(
                    MariaDbShown.of(
                            statement,
                            kind.getKey(),
                            kind.getValue(),
                            (name, row) -> routine(type, name, row)));
        }
        return routines;
    }

    private MariaDbObject routine(ObjectType type, String name, ResultSet row) throws SQLException {
        String sql = row.getString(3);
        if (sql == null) {
            throw new SQLException(
                    "the user may not see the body of %s %s"
                            .formatted(type.words(), MariaDbTokens.shown(name)),
                    "42000");
        }
        String mode = row.getString("sql_mode");
        MariaDbTokens tokens = withoutDefiner(MariaDbTokens.ofMode(mode, unix(sql)));
        if (MariaDbTokens.isPlain(mode)) {
            int head = endOfParameters(tokens);
            tokens = tokens.plain(head, beginOfBody(tokens, head));
        }
        return MariaDbObject.of(
                Phase.ROUTINES,
                type,
                name,
                MariaDbSurroundings.of(row, usual).around(tokens.toString()));
    }

    /** Parameters are as their author wrote them; the server writes what stands behind them. */
    private static int endOfParameters(MariaDbTokens tokens) {
        int name = 0;
        while (name < tokens.size() && !MariaDbTokens.isName(tokens.at(name))) {
            name++;
        }
        return tokens.at(name + 1).equals("(") ? tokens.closing(name + 1) : name;
    }

    /** Each thing said of a routine is a line of its own, and begins with four spaces. */
    private static int beginOfBody(MariaDbTokens tokens, int from) {
        int place = from;
        while (place < tokens.size()
                && (!tokens.at(place).startsWith("\n") || tokens.at(place).equals("\n    "))) {
            place++;
        }
        return place;
    }

    private static String unix(String body) {
        return body.replace("\r\n", "\n");
    }

    /** Triggers, those of one event in the order in which they run. */
    List<MariaDbObject> triggers(OwnTables leftOut) throws SQLException {
        List<MariaDbObject> triggers = new ArrayList<>();
        String before = "";
        try (ResultSet row = statement.executeQuery(TRIGGERS)) {
            while (row.next()) {
                String name = row.getString(1);
                String table = row.getString(2);
                String follows =
                        row.getInt(6) > 1
                                ? "FOLLOWS %s ".formatted(MariaDbTokens.quoted(before))
                                : "";
                String sql =
                        "CREATE TRIGGER %s %s %s ON %s FOR EACH ROW %s%s"
                                .formatted(
                                        MariaDbTokens.quoted(name),
                                        row.getString(3),
                                        row.getString(4),
                                        MariaDbTokens.quoted(table),
                                        follows,
                                        unix(row.getString(5)));
                if (!leftOut.has(table)) {
                    triggers.add(
                            new MariaDbObject(
                                    Phase.TRIGGERS,
                                    ObjectType.TRIGGER,
                                    MariaDbTokens.shown(table) + "." + MariaDbTokens.shown(name),
                                    new Whole(ObjectType.TABLE, table),
                                    MariaDbSurroundings.of(row, usual).around(sql)));
                }
                before = name;
            }
        }
        return triggers;
    }

    /** Events with their states. */
    List<MariaDbObject> events() throws SQLException {
        List<String> zones = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(ZONES)) {
            while (row.next()) {
                zones.add(row.getString(1));
            }
        }
        List<MariaDbObject> events = new ArrayList<>();
        for (String zone : zones) {
            statement.execute("SET SESSION time_zone = " + MariaDbConstant.of(zone));
            Map<String, Boolean> unsaid = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery(EVENTS)) {
                while (row.next()) {
                    unsaid.put(row.getString(1), row.getBoolean(2));
                }
            }
            events.addAll(
                    MariaDbShown.of(
                            statement,
                            "EVENT",
                            List.copyOf(unsaid.keySet()),
                            (name, row) -> event(name, row, unsaid.getOrDefault(name, false))));
        }
        return events;
    }

    private MariaDbObject event(String name, ResultSet row, boolean unsaid) throws SQLException {
        String mode = row.getString("sql_mode");
        MariaDbTokens tokens =
                withoutDefiner(MariaDbTokens.ofMode(mode, unix(row.getString("Create Event"))));
        if (MariaDbTokens.isPlain(mode)) {
            tokens = tokens.plain(0, tokens.find("DO", 0));
        }
        int starts = tokens.find("STARTS", 0);
        if (unsaid && starts < tokens.find("DO", 0)) {
            tokens = tokens.without(starts, tokens.next(starts + 1) + 1);
        }
        return MariaDbObject.of(
                Phase.EVENTS,
                ObjectType.EVENT,
                name,
                MariaDbSurroundings.of(row, usual)
                        .in(row.getString("time_zone"))
                        .around(tokens.toString()));
    }
}
