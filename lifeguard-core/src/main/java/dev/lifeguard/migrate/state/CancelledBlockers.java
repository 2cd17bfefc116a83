package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.CancelBlockers;
import dev.lifeguard.migrate.dialect.LockSql;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Terminates those who are in the way of a migration, where that was asked for, and writes down
 * each of them. A statement's cancel would do nothing to a session that is idle in its transaction.
 *
 * <p>The server looks once more before it does: the session is the one that was seen, it still is
 * in the way, and it still may be terminated. Each session is tried once.
 */
final class CancelledBlockers {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    /** The server's answer to who may not (PostgreSQL manual, appendix A). */
    private static final String NO_RIGHT = "42501";

    private final SecondConnection keeper;
    private final LockSql sql;
    private final long backend;
    private final CancelBlockers which;
    private final Set<Known> tried = new HashSet<>();

    CancelledBlockers(SecondConnection keeper, LockSql sql, long backend, CancelBlockers which) {
        this.keeper = keeper;
        this.sql = sql;
        this.backend = backend;
        this.which = which;
    }

    /** A session, also where a later one has the same process number. */
    private record Known(int pid, long began) {}

    private enum Answer {
        SENT,
        NOT_IN_THE_WAY,
        REFUSED
    }

    /** How the server is asked who is in the way; empty where it does not tell. */
    List<BoundSql> question() {
        return sql.inTheWayOf(backend, which);
    }

    /** Heeds who was seen in the way now; gives what is to be told, in sentences. */
    List<String> heed(List<InTheWay> all) {
        List<String> told = new ArrayList<>();
        for (InTheWay blocker : all) {
            Optional<InTheWay.Fate> fate = blocker.fate();
            if (fate.isPresent() && tried.add(new Known(blocker.pid(), blocker.session()))) {
                heed(blocker, fate.get()).map(what -> what + blocker.said()).ifPresent(told::add);
            }
        }
        return told;
    }

    private Optional<String> heed(InTheWay blocker, InTheWay.Fate fate) {
        return switch (fate) {
            case ENDS -> terminated(blocker);
            case SUPERUSER ->
                    Optional.of(
                            "Not terminated though it is in the way, as a superuser's session: ");
            case HIDDEN ->
                    Optional.of(
                            "Not terminated though it is in the way, as too little of it is shown"
                                    + " to this user: ");
        };
    }

    private Optional<String> terminated(InTheWay blocker) {
        Optional<Answer> answer =
                keeper.ask(LONGEST_ANSWER, session -> terminate(session, blocker));
        return answer.isEmpty()
                ? Optional.of("Whether this was terminated, as it was in the way, is not known: ")
                : switch (answer.get()) {
                    case SENT -> Optional.of("Terminated, as it was in the way: ");
                    case NOT_IN_THE_WAY -> {
                        tried.remove(new Known(blocker.pid(), blocker.session()));
                        yield Optional.empty();
                    }
                    case REFUSED ->
                            Optional.of(
                                    ("Not terminated though it is in the way, as this user may not"
                                                    + " (SQLState %s; it needs %s): ")
                                            .formatted(NO_RIGHT, right()));
                };
    }

    private String right() {
        return switch (which) {
            case CancelBlockers.None none -> "nothing";
            case CancelBlockers.Autovacuum autovacuum ->
                    "pg_signal_autovacuum_worker of PostgreSQL 18, or a superuser";
            case CancelBlockers.OlderThan older -> "pg_signal_backend";
        };
    }

    private Answer terminate(Session session, InTheWay blocker) throws SQLException {
        List<BoundSql> statements = sql.terminate(blocker.pid(), blocker.session(), backend, which);
        try {
            for (BoundSql before : statements.subList(0, statements.size() - 1)) {
                session.query(before, row -> null);
            }
            List<Boolean> sent = session.query(statements.getLast(), row -> row.getBoolean(1));
            return sent.contains(true) ? Answer.SENT : Answer.NOT_IN_THE_WAY;
        } catch (SQLException failure) {
            if (NO_RIGHT.equals(failure.getSQLState())) {
                return Answer.REFUSED;
            }
            throw failure;
        }
    }
}
