package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.ServerLoad;
import dev.lifeguard.migrate.script.BatchTerms.Load;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells before a batch whether the server is too busy for it.
 *
 * <ol>
 *   <li>The lag of replicas is what they report; and where one has not applied yet what was written
 *       when it was looked at some time ago, that time at least: one that has stopped to apply
 *       reports no new lag.
 *   <li>The rate of WAL is the whole server's, since the last batch was let begin. So a batch that
 *       wrote a lot is paid for by the wait behind it.
 *   <li>Without a replica nothing waits for one: one that is not connected is not known.
 * </ol>
 */
final class LoadWatch {

    private static final double SECOND = 1e9;

    private final BatchSession on;
    private final Load most;
    private final WrittenLooks looks = new WrittenLooks();

    /** When the last batch was let begin; null before the first. */
    private @Nullable Look begun;

    /** What was written at a moment of this machine's clock. */
    private record Look(long at, double written) {}

    /** What the server says; each is null where it does not. */
    private record Answer(
            int active,
            @Nullable Double lagMillis,
            @Nullable Double applied,
            @Nullable Double written) {}

    LoadWatch(BatchSession on, Load most) {
        this.on = on;
        this.most = most;
    }

    /** Why a batch is to wait, as a clause; empty where it may begin, which it does then. */
    Optional<String> inTheWay() throws SQLException {
        Optional<ServerLoad> server = on.dialect().load();
        if (most.isUnlimited() || server.isEmpty()) {
            return Optional.empty();
        }
        Answer answer =
                on.session().<Answer>query(server.get().question(), LoadWatch::read).getFirst();
        long now = System.nanoTime();
        Double written = answer.written();
        Optional<String> reason =
                lag(answer, now).or(() -> active(answer)).or(() -> wal(written, now));
        if (written != null) {
            looks.add(now, written);
            begun = reason.isEmpty() ? new Look(now, written) : begun;
        }
        return reason;
    }

    private static Answer read(ResultSet row) throws SQLException {
        return new Answer(row.getInt(2), number(row, 3), number(row, 4), number(row, 5));
    }

    private static @Nullable Double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private Optional<String> lag(Answer answer, long now) {
        Duration limit = most.lag().orElse(null);
        Double applied = answer.applied();
        if (limit == null || applied == null) {
            return Optional.empty();
        }
        Double reported = answer.lagMillis();
        Duration said = Duration.ofMillis(reported == null ? 0 : reported.longValue());
        Duration seen = looks.notApplied(applied, now);
        Duration lag = said.compareTo(seen) > 0 ? said : seen;
        return lag.compareTo(limit) > 0
                ? Optional.of(
                        "a replica is %s ms behind, and max-lag is %s ms"
                                .formatted(lag.toMillis(), limit.toMillis()))
                : Optional.empty();
    }

    private Optional<String> active(Answer answer) {
        return most.active().isPresent() && answer.active() > most.active().getAsInt()
                ? Optional.of(
                        "%s sessions run a statement, and max-active is %s"
                                .formatted(answer.active(), most.active().getAsInt()))
                : Optional.empty();
    }

    private Optional<String> wal(@Nullable Double written, long now) {
        Look last = begun;
        if (most.walBytes().isEmpty() || written == null || last == null) {
            return Optional.empty();
        }
        double rate = (written - last.written()) / Math.max(1, now - last.at()) * SECOND;
        return rate > most.walBytes().getAsLong()
                ? Optional.of(
                        "the server writes %s bytes of WAL a second, and max-wal is %s"
                                .formatted(Math.round(rate), most.walBytes().getAsLong()))
                : Optional.empty();
    }

    /**
     * Why a limit can say nothing here, as a sentence with what to do; empty where it can.
     *
     * @throws SQLException when the server cannot be asked
     */
    static Optional<String> refusal(BatchSession on, Load most) throws SQLException {
        if (most.isUnlimited()) {
            return Optional.empty();
        }
        Optional<ServerLoad> server = on.dialect().load();
        if (server.isEmpty()) {
            return Optional.of(
                    ("%s can be asked of PostgreSQL alone. Take it out, or say in while= what must"
                                    + " be true before a batch.")
                            .formatted(most.word()));
        }
        boolean seen =
                (most.lag().isEmpty() && most.active().isEmpty())
                        || on.session()
                                .<Boolean>query(server.get().question(), row -> row.getInt(1) == 1)
                                .getFirst();
        return seen
                ? Optional.empty()
                : Optional.of(
                        ("%s needs what other roles do, which this one may not see. Run \"GRANT %s"
                                        + " TO\" with its name, or take it out.")
                                .formatted(most.word(), server.get().grant()));
    }
}
