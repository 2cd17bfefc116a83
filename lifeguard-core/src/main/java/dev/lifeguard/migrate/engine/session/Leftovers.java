package dev.lifeguard.migrate.engine.session;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.engine.outcome.Earlier;
import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.Wording;
import dev.lifeguard.migrate.engine.session.SessionState.Reach;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session keeps that is no setting: temporary tables, prepared statements, cursors, locks.
 * What was there before a run stays, and what a script leaves is removed behind it.
 */
public final class Leftovers {

    /** A lock that is held more than once is given back once a round. */
    private static final int MOST_ROUNDS = 100;

    private final SessionSql sql;
    private @Nullable Set<Row> before;

    /** What only a reset of the session removes settings, too: those to be set again behind one. */
    private Map<String, String> settings = Map.of();

    /**
     * Of an answer.
     *
     * @param first a setting, or what removes a thing
     * @param second its value, or what removes all of its kind
     */
    record Row(String first, @Nullable String second) {

        static Row of(ResultSet row) throws SQLException {
            boolean whole = row.getMetaData().getColumnCount() > 1;
            return new Row(row.getString(1), whole ? row.getString(2) : null);
        }
    }

    /**
     * With what was there before.
     *
     * @param before rows of {@link SessionSql#kept()}, or null where nobody has looked yet
     */
    Leftovers(SessionSql sql, @Nullable Collection<Row> before) {
        this.sql = sql;
        this.before = before == null ? null : Set.copyOf(before);
    }

    /** What a session keeps now, so that what comes behind it can be removed. */
    public static Leftovers keptBy(Session session, SessionSql sql) throws SQLException {
        Leftovers now = new Leftovers(sql, null);
        now.look(session);
        return now;
    }

    /**
     * Takes note of what is there, unless that was done.
     *
     * @param known the settings that are put back by others
     */
    void lookOnce(Session session, Set<String> known) throws SQLException {
        if (before == null) {
            look(session);
            settings = changedByReset(session);
            settings.keySet().removeAll(known);
        }
    }

    /** Takes note of what is there now, and stays. */
    void look(Session session) throws SQLException {
        before = send(session, List.of());
    }

    private Map<String, String> changedByReset(Session session) throws SQLException {
        Map<String, String> changed = new LinkedHashMap<>();
        Optional<BoundSql> query = sql.changedByReset();
        if (query.isPresent()) {
            for (Row row : session.query(query.get(), Row::of)) {
                if (row.second() != null) {
                    changed.put(row.first(), row.second());
                }
            }
        }
        return changed;
    }

    /**
     * Removes what no query shows, where a session keeps the like.
     *
     * @throws SQLException when the driver has no way to it
     */
    void reset(Session session) throws SQLException {
        if (sql.changedByReset().isEmpty() || session.isInTransaction()) {
            return;
        }
        if (!session.resetByServer()) {
            throw new SQLException(
                    "its driver cannot reset a session, and only a new one is without what a script"
                            + " has left");
        }
        session.queryAll(sql.setAll(settings), Row::of);
    }

    /**
     * The statement that says how many things there are; empty where that alone does not tell
     * whether a script has left some.
     */
    Optional<BoundSql> count() {
        return before().isEmpty() ? sql.countKept() : Optional.empty();
    }

    /**
     * Removes what was not there before, and looks again until nothing is left; a session that has
     * lost something that it had before is not given back.
     *
     * @param first what is sent before the first look, with it where the driver lets them
     * @throws SQLException when something cannot be removed
     */
    public void remove(Session session, List<BoundSql> first) throws SQLException {
        List<BoundSql> statements = first;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Set<Row> now = send(session, statements);
            if (!now.containsAll(before())) {
                session.spoil();
            }
            now.removeAll(before());
            // A transaction's own locks look like the session's, and end with it.
            if (now.isEmpty() || (session.isInTransaction() && round > 0)) {
                return;
            }
            statements = removing(now);
        }
        throw new SQLException("the session keeps what cannot be removed: " + statements);
    }

    private Set<Row> before() {
        return before == null ? Set.of() : before;
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
        before().forEach(it -> kindsBefore.add(it.second()));
        Set<String> removals = new LinkedHashSet<>();
        for (Row it : things) {
            String all = it.second();
            removals.add(all == null || kindsBefore.contains(all) ? it.first() : all);
        }
        return removals.stream().map(BoundSql::of).toList();
    }

    /**
     * Puts back what no rollback takes back, so that it is not in the way of the next try. Behind a
     * pooler that may be in another session, which is left as it is.
     *
     * @return what the run ends with where that fails
     */
    public static Optional<LifeguardException> putBackAfterTry(
            PlannedStep step, SessionState settings, Session session) {
        try {
            if (settings.reach() == Reach.DIRECT) {
                settings.putBack(session);
            }
            return Optional.empty();
        } catch (SQLException failure) {
            return Optional.of(
                    DatabaseFailure.during(
                            "when what a try of %s left in its session was to be put back; the try was rolled back"
                                    .formatted(
                                            Wording.inSentence(
                                                    new FailureMessage(step, Optional::empty)
                                                            .label())),
                            failure));
        }
    }

    /** What a run ends with when what is left is not put back behind a committed migration. */
    public static LifeguardException notPutBack(PlannedStep step, SQLException failure) {
        return DatabaseFailure.during(
                "when what %s left in its session was to be put back; %s, and the"
                                .formatted(
                                        Wording.inSentence(
                                                new FailureMessage(step, Optional::empty).label()),
                                        step.hook().isPresent()
                                                ? "the hook is committed"
                                                : "the migration is "
                                                        + Earlier.done(step.direction()))
                        + " connection is given back to nobody",
                failure);
    }
}
