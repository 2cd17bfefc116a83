package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The roles of a server, which its databases share. */
final class PostgresRoles {

    private static final String ALL = "SELECT rolname FROM pg_catalog.pg_roles";

    private static final String DROPPABLE =
            PgCatalog.sql(
                    """
                    SELECT rolname FROM pg_catalog.pg_roles
                    WHERE (rolname {!~} '^pg_') AND (rolname {<>} current_user)
                    """);

    private final MaintenanceSession session;
    private final Set<String> ofScripts = new HashSet<>();

    PostgresRoles(MaintenanceSession session) {
        this.session = session;
    }

    List<String> all() throws SQLException {
        return session.asked(ALL);
    }

    /** Those that scripts make and that are not there yet are dropped at the end. */
    void expect(Collection<String> made) throws SQLException {
        List<String> there = all();
        made.stream().filter(role -> !there.contains(role)).forEach(ofScripts::add);
    }

    /** Makes those that are not there, but for those that scripts make. */
    void make(Collection<String> named) throws SQLException {
        List<String> there = all();
        for (String name : named) {
            if (!there.contains(name) && !ofScripts.contains(name)) {
                session.run("CREATE ROLE %s NOLOGIN".formatted(quoted(name)));
            }
        }
    }

    /** Drops those that a script made, and at the end those of them that are there again. */
    void dropMade(Collection<String> left) throws SQLException {
        ofScripts.addAll(left);
        drop(left);
    }

    /** Drops those of them that are there. */
    void drop(Collection<String> named) throws SQLException {
        EachDrop.run(
                session.asked(DROPPABLE).stream()
                        .filter(named::contains)
                        .map(role -> "DROP ROLE " + quoted(role))
                        .toList(),
                session::run);
    }

    void dropAll() throws SQLException {
        drop(session.asked(DROPPABLE));
    }

    void dropThoseOfScripts() throws SQLException {
        drop(ofScripts);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
