package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.LockSql;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the session of the work waits for an answer that will not come, although the second
 * connection is answered: devices on the way forget a connection that carries nothing for some
 * minutes, as that of a long statement does.
 *
 * <p>The second connection looks what the server's process of the first one does. Only one that was
 * seen at work under its number counts, which none is behind a pooler; and only when several looks
 * in a row, over some seconds, found it done or gone while the same call waited.
 */
final class LostAnswer {

    private static final int LOOKS = 3;
    private static final Duration AT_LEAST = Duration.ofSeconds(5);

    private final Session session;
    private final LockSql sql;
    private boolean seenAtWork;
    private long call;
    private int looks;
    private long since;

    LostAnswer(Session session, LockSql sql) {
        this.session = session;
        this.sql = sql;
    }

    /** Looks on another session; ends the wait of the first one when its answer is lost. */
    void look(Session other) throws SQLException {
        OptionalLong waiting = session.calls().waiting();
        OptionalInt backend = session.driverBackend();
        if (waiting.isEmpty() || backend.isEmpty()) {
            looks = 0;
            return;
        }
        List<BoundSql> question = sql.activity(backend.getAsInt());
        if (question.isEmpty()) {
            return;
        }
        if (isDone(other, question)) {
            count(waiting.getAsLong());
        } else {
            looks = 0;
        }
    }

    private boolean isDone(Session other, List<BoundSql> question) throws SQLException {
        for (BoundSql before : question.subList(0, question.size() - 1)) {
            other.query(before, row -> null);
        }
        List<@Nullable String> states = new ArrayList<>();
        other.query(question.getLast(), row -> states.add(row.getString(1)));
        if (states.isEmpty()) {
            return seenAtWork;
        }
        String state = states.getFirst();
        if (state == null) {
            return false;
        }
        boolean atWork = !state.startsWith("idle");
        seenAtWork |= atWork;
        return seenAtWork && !atWork;
    }

    private void count(long waiting) {
        if (looks == 0 || call != waiting) {
            call = waiting;
            looks = 0;
            since = System.nanoTime();
        }
        looks++;
        if (looks >= LOOKS && System.nanoTime() - since >= AT_LEAST.toNanos()) {
            session.giveUp("the server has ended what it was asked, and its answer did not come");
        }
    }
}
