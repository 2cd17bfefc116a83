package dev.lifeguard.migrate.dialect.mysql;

import dev.lifeguard.migrate.dialect.plain.PlainSessionSql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A session as the client {@code mariadb} would have it, and how it is put back.
 *
 * <p>The driver adds IGNORE_SPACE to sql_mode at its login, which makes names such as {@code
 * position} reserved words and is stored with each routine. It is taken out unless the server has
 * it for every session, by itself or with one of the modes that hold it.
 *
 * <p>The driver also gives its connection up as soon as the server tells it of another encoding
 * than UTF-8. So the server does not tell. What is sent then is, as from the client, the bytes of
 * the file, whatever encoding the script says they have; this library's own statements are sent in
 * UTF-8, between the script's.
 *
 * <p>Source: the MariaDB manual, pages "SQL_MODE" and "Session Tracking".
 */
final class MysqlClientSession implements PlainSessionSql.Words {

    /** Assignments for a SET. */
    static final String SET =
            """
            SESSION session_track_system_variables = '', SESSION sql_mode = IF(
                FIND_IN_SET('IGNORE_SPACE', @@global.sql_mode) > 0
                    OR concat(',', @@session.sql_mode, ',')
                        REGEXP ',(ANSI|DB2|MAXDB|MSSQL|ORACLE|POSTGRESQL),',
                @@session.sql_mode,
                trim(BOTH ',' FROM replace(
                    concat(',', @@session.sql_mode, ','), ',IGNORE_SPACE,', ',')))
            """;

    private static final String DATABASE = "database";
    private static final String ENCODINGS = "encodings";
    private static final String ROLE = "role";
    private static final String CLOCK = "timestamp";
    private static final String DEFAULT = "DEFAULT";
    private static final String NO_ROLE = "NONE";

    private final List<String> variables;
    private final UnaryOperator<String> quote;

    MysqlClientSession(List<String> variables, UnaryOperator<String> quote) {
        this.variables = variables;
        this.quote = quote;
    }

    @Override
    public String currentSchema() {
        return "database()";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(DATABASE, currentSchema());
        settings.put(
                ENCODINGS,
                "concat_ws(',', @@session.character_set_client, @@session.collation_connection,"
                        + " @@session.character_set_results)");
        settings.put(ROLE, "coalesce(current_role(), '%s')".formatted(NO_ROLE));
        settings.put(CLOCK, "if(%s, @@session.timestamp, '%s')".formatted(clockStands(), DEFAULT));
        variables.forEach(name -> settings.put(name, "@@session." + name));
        return settings;
    }

    /** A script may also stop the clock, and have queries give no rows. */
    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(ROLE, "1 = 1");
        identity.put(
                ENCODINGS,
                "concat(@@session.character_set_client, coalesce(@@session.character_set_results,"
                        + " '')) NOT REGEXP '^utf8(mb[34])?utf8(mb[34])?$'");
        identity.put(CLOCK, clockStands());
        identity.put("sql_select_limit", "@@session.sql_select_limit <= 1");
        identity.put("sql_big_selects", "@@session.sql_big_selects = 0");
        identity.put("completion_type", "@@session.completion_type <> 'NO_CHAIN'");
        return identity;
    }

    /** SYSDATE() goes on where a script has set the time of NOW() and UTC_TIMESTAMP(). */
    private static String clockStands() {
        return "abs(@@session.timestamp - unix_timestamp(sysdate(6))) > 1";
    }

    @Override
    public String set(String setting, String value) {
        return switch (setting) {
            case DATABASE -> "USE " + quote.apply(value);
            case ENCODINGS -> setEncodings(value.split(","));
            case ROLE -> "SET ROLE " + role(value);
            case CLOCK -> "SET SESSION timestamp = " + value;
            default -> "SET SESSION %s = %s".formatted(setting, literal(value));
        };
    }

    /** MySQL tells its roles as they are written: between quotes, with their hosts. */
    private String role(String value) {
        return value.equals(NO_ROLE) || value.startsWith("`") ? value : quote.apply(value);
    }

    /** In one SET, but for the database and the role. */
    @Override
    public List<String> setAll(Map<String, String> settings) {
        List<String> statements = new ArrayList<>();
        List<String> assignments = new ArrayList<>();
        settings.forEach(
                (setting, value) -> {
                    String statement = set(setting, value);
                    if (statement.startsWith("SET SESSION ")) {
                        assignments.add(statement.substring("SET ".length()));
                    } else {
                        statements.add(statement);
                    }
                });
        if (!assignments.isEmpty()) {
            statements.add("SET " + String.join(", ", assignments));
        }
        return statements;
    }

    /** Those of character sets are among the encodings. */
    @Override
    public Optional<String> changedByReset() {
        return Optional.of(
                """
                SELECT lower(variable_name), session_value
                FROM information_schema.system_variables
                WHERE variable_scope = 'SESSION' AND session_value <> global_value
                AND read_only = 'NO' AND variable_name <> 'autocommit'
                AND variable_name NOT LIKE 'character\\_set\\_%'
                AND variable_name NOT LIKE 'collation\\_%'
                """);
    }

    /** Results may have none, and the connection's is the one of its collation. */
    private static String setEncodings(String[] values) {
        return ("SET SESSION character_set_client = %s, SESSION collation_connection = %s,"
                        + " SESSION character_set_results = %s")
                .formatted(values[0], values[1], values.length > 2 ? values[2] : "NULL");
    }

    /** A number must be no string to the server, and neither sql_mode nor a charset escapes. */
    private static String literal(String value) {
        return value.matches("[0-9]+") ? value : "'" + value.replace("'", "''") + "'";
    }
}
