package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Whole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the privileges on tables, columns and routines, as far as the user may see them. */
final class MariaDbGrants {

    private static final String ON_TABLES =
            """
            SELECT TABLE_NAME, GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE, ''
            FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE()
            UNION ALL
            SELECT TABLE_NAME, GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE, COLUMN_NAME
            FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE()
            """;

    /** Who makes a routine gets the right to run and to alter it, unless he has it. */
    private static final String ON_ROUTINES =
            """
            SELECT p.Routine_type, p.Routine_name,
                concat('''', p.User, '''@''', p.Host, ''''), p.Proc_priv,
                p.Proc_priv = 'Execute,Alter Routine' AND EXISTS (SELECT 1
                    FROM information_schema.ROUTINES r WHERE r.ROUTINE_SCHEMA = p.Db
                    AND r.ROUTINE_NAME = p.Routine_name AND r.ROUTINE_TYPE = p.Routine_type
                    AND r.DEFINER = concat(p.User, '@', p.Host))
            FROM mysql.procs_priv p WHERE p.Db = DATABASE()
            """;

    private static final Set<ObjectType> ROUTINES =
            EnumSet.of(
                    ObjectType.FUNCTION,
                    ObjectType.PROCEDURE,
                    ObjectType.PACKAGE,
                    ObjectType.PACKAGE_BODY);

    private static final String ACCESS_DENIED = "42000";

    private final Known known;
    private final SortedMap<Key, SortedMap<String, Set<String>>> privileges = new TreeMap<>();

    /** On what a privilege is, whose it is, and whether it may be handed on. */
    private record Key(ObjectType type, String object, String grantee, boolean grantable)
            implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return Arrays.compare(
                    new String[] {type.name(), object, grantee, String.valueOf(grantable)},
                    new String[] {
                        other.type.name(),
                        other.object,
                        other.grantee,
                        String.valueOf(other.grantable)
                    });
        }
    }

    /** What there is: the server keeps privileges on what was dropped. */
    interface Known {

        /** What has a name among tables. */
        Optional<ObjectType> type(String name);

        boolean hasColumn(String table, String column);

        boolean hasRoutine(ObjectType type, String name);
    }

    private MariaDbGrants(Known known) {
        this.known = known;
    }

    /** Reads them. */
    static List<MariaDbObject> read(Statement statement, Known known) throws SQLException {
        MariaDbGrants grants = new MariaDbGrants(known);
        try (ResultSet row = statement.executeQuery(ON_TABLES)) {
            while (row.next()) {
                grants.addOnTable(row);
            }
        }
        grants.addRoutines(statement);
        return grants.objects();
    }

    private void addOnTable(ResultSet row) throws SQLException {
        String name = row.getString(1);
        String column = row.getString(5);
        Optional<ObjectType> type = known.type(name);
        if (type.isPresent() && (column.isEmpty() || known.hasColumn(name, column))) {
            boolean grantable = row.getString(4).equals("YES");
            add(new Key(type.get(), name, row.getString(2), grantable), row.getString(3), column);
        }
    }

    private void add(Key key, String privilege, String column) {
        if (!privilege.equals("USAGE")) {
            privileges
                    .computeIfAbsent(key, each -> new TreeMap<>())
                    .computeIfAbsent(privilege, each -> new TreeSet<>())
                    .add(column);
        }
    }

    private void addRoutines(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(ON_ROUTINES)) {
            while (row.next()) {
                List<String> given =
                        List.of(row.getString(4).toUpperCase(Locale.ROOT).split(",", -1));
                Key key =
                        new Key(
                                ObjectType.valueOf(row.getString(1).replace(' ', '_')),
                                row.getString(2),
                                row.getString(3),
                                given.contains("GRANT"));
                if (!row.getBoolean(5) && known.hasRoutine(key.type(), key.object())) {
                    given.stream()
                            .filter(each -> !each.equals("GRANT") && !each.isEmpty())
                            .forEach(each -> add(key, each, ""));
                }
            }
        } catch (SQLException refused) {
            if (!ACCESS_DENIED.equals(refused.getSQLState())) {
                throw refused;
            }
        }
    }

    private List<MariaDbObject> objects() {
        Map<Whole, List<String>> statements =
                new TreeMap<>(Comparator.comparing(Whole::type).thenComparing(Whole::name));
        privileges.forEach(
                (key, given) ->
                        statements
                                .computeIfAbsent(
                                        new Whole(key.type(), key.object()),
                                        each -> new ArrayList<>())
                                .add(sql(key, given)));
        return statements.entrySet().stream()
                .map(
                        each ->
                                new MariaDbObject(
                                        Phase.GRANTS,
                                        ObjectType.GRANT,
                                        MariaDbTokens.shown(each.getKey().name()),
                                        each.getKey(),
                                        each.getValue()))
                .toList();
    }

    private static String sql(Key key, SortedMap<String, Set<String>> given) {
        String kind =
                ROUTINES.contains(key.type())
                        ? key.type().words().toUpperCase(Locale.ROOT) + " "
                        : "";
        return "GRANT %s ON %s%s TO %s%s"
                .formatted(
                        given.entrySet().stream()
                                .flatMap(each -> privileges(each.getKey(), each.getValue()))
                                .collect(Collectors.joining(", ")),
                        kind,
                        MariaDbTokens.quoted(key.object()),
                        grantee(key.grantee()),
                        key.grantable() ? " WITH GRANT OPTION" : "");
    }

    private static Stream<String> privileges(String name, Set<String> columns) {
        Set<String> some = new TreeSet<>(columns);
        boolean whole = some.remove("");
        String listed = some.stream().map(MariaDbTokens::quoted).collect(Collectors.joining(", "));
        return Stream.of(whole ? name : "", some.isEmpty() ? "" : name + " (" + listed + ")")
                .filter(each -> !each.isEmpty());
    }

    /** A role has no host. */
    private static String grantee(String written) {
        int at = written.lastIndexOf("'@'");
        String user = written.substring(1, at);
        String host = written.substring(at + 3, written.length() - 1);
        if (host.isEmpty()) {
            return user.equals("PUBLIC") ? user : MariaDbTokens.quoted(user);
        }
        return MariaDbTokens.quoted(user) + "@" + MariaDbTokens.quoted(host);
    }
}
