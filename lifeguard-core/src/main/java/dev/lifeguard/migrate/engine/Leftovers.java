package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.SessionSql;
import dev.lifeguard.migrate.engine.SessionState.Row;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a session keeps that is no setting: temporary tables, prepared statements, cursors, locks.
 * What was there before a run stays, and what a script leaves is removed behind it.
 */
final class Leftovers {

    /** A lock that is held more than once is given back once a round. */
    private static final int MOST_ROUNDS = 100;

    private final SessionSql sql;
    private Set<Row> before;

    /**
     * With what was there before.
     *
     * @param before rows of {@link SessionSql#kept()}
     */
    Leftovers(SessionSql sql, Collection<Row> before) {
        this.sql = sql;
        this.before = Set.copyOf(before);
    }

    /** Takes note of what is there now, and stays. */
    void look(Session session) throws SQLException {
        before = send(session, List.of());
    }

    /**
     * The statement that says how many things there are; empty where that alone does not tell
     * whether a script has left some.
     */
    Optional<BoundSql> count() {
        return before.isEmpty() ? sql.countKept() : Optional.empty();
    }

    /**
     * Removes what was not there before, and looks again until nothing is left; a session that has
     * lost something that it had before is not given back.
     *
     * @param first what is sent before the first look, with it where the driver lets them
     * @throws SQLException when something cannot be removed
     */
    void remove(Session session, List<BoundSql> first) throws SQLException {
        List<BoundSql> statements = first;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Set<Row> now = send(session, statements);
            if (!now.containsAll(before)) {
                session.spoil();
            }
            now.removeAll(before);
            // A transaction's own locks look like the session's, and end with it.
            if (now.isEmpty() || (session.isInTransaction() && round > 0)) {
                return;
            }
            statements = removing(now);
        }
        throw new SQLException("the session keeps what cannot be removed: " + statements);
    }

    private Set<Row> send(Session session, List<BoundSql> statements) throws SQLException {
        Optional<BoundSql> look = sql.kept();
        List<BoundSql> all = new ArrayList<>(statements);
        look.ifPresent(all::add);
        List<List<Row>> results = session.queryAll(all, row -> look.isEmpty() ? null : Row.of(row));
        return look.isEmpty() ? new HashSet<>() : new LinkedHashSet<>(results.getLast());
    }

    private List<BoundSql> removing(Set<Row> things) {
        Set<String> kindsBefore = new HashSet<>();
        before.forEach(it -> kindsBefore.add(it.second()));
        Set<String> removals = new LinkedHashSet<>();
        for (Row it : things) {
            String all = it.second();
            removals.add(all == null || kindsBefore.contains(all) ? it.first() : all);
        }
        return removals.stream().map(BoundSql::of).toList();
    }
}
