package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The session in which something was made, as far as it is stored with it and means something.
 *
 * <p>The encoding of the client is left out: a snapshot is UTF-8, and its texts are loaded as that.
 *
 * @param mode its sql_mode, where it is not the usual one
 * @param collation that of its texts, where it is not what {@code SET NAMES utf8mb4} gives or
 *     {@code utf8mb3}
 * @param database the collation of the database at that time, where that is another one now
 * @param zone the time zone of its schedule
 */
record MariaDbSurroundings(
        Optional<String> mode,
        Optional<String> collation,
        Optional<Changed> database,
        Optional<String> zone) {

    private static final Set<String> OF_THE_CLIENT =
            Set.of("utf8mb3_general_ci", "utf8_general_ci");

    /** A collation of the database, and the one of now. */
    record Changed(String then, String now) {}

    static MariaDbSurroundings ofView(ResultSet row, String usual) throws SQLException {
        return new MariaDbSurroundings(
                Optional.empty(), collation(row, usual), Optional.empty(), Optional.empty());
    }

    /** That of a routine, a trigger or an event. */
    static MariaDbSurroundings of(ResultSet row, MariaDbUsual usual) throws SQLException {
        return new MariaDbSurroundings(
                other(row.getString("sql_mode"), MariaDbSession.USUAL_MODE),
                collation(row, usual.collation()),
                other(row.getString("Database Collation"), usual.database())
                        .map(then -> new Changed(then, usual.database())),
                Optional.empty());
    }

    /** The client mariadb says nothing but {@code SET NAMES utf8mb3} by itself. */
    private static Optional<String> collation(ResultSet row, String usual) throws SQLException {
        return other(row.getString("collation_connection"), usual)
                .filter(it -> !OF_THE_CLIENT.contains(it));
    }

    private static Optional<String> other(String value, String usual) {
        return Optional.of(value).filter(it -> !it.equals(usual));
    }

    /** The same with a schedule in a time zone. */
    MariaDbSurroundings in(String timeZone) {
        return new MariaDbSurroundings(mode, collation, database, Optional.of(timeZone));
    }

    /** A statement with those before it that make such a session, and after it that end it. */
    List<String> around(String sql) {
        List<String> all = new ArrayList<>();
        database.ifPresent(it -> all.add(altered(it.then())));
        collation.ifPresent(it -> all.add("SET collation_connection = " + it));
        zone.ifPresent(it -> all.add("SET time_zone = " + MariaDbConstant.of(it)));
        mode.ifPresent(it -> all.add(MariaDbSurroundings.mode(it)));
        all.add(sql);
        mode.ifPresent(it -> all.add(MariaDbSurroundings.mode(MariaDbSession.USUAL_MODE)));
        zone.ifPresent(it -> all.add("SET time_zone = '+00:00'"));
        collation.ifPresent(it -> all.add("SET NAMES utf8mb4"));
        database.ifPresent(it -> all.add(altered(it.now())));
        return all;
    }

    private static String mode(String mode) {
        return "SET sql_mode = '%s'".formatted(mode);
    }

    private static String altered(String collation) {
        return "ALTER DATABASE COLLATE = " + collation;
    }
}
