package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.report.LockHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the lock says when it is not got, or lost. */
final class LockMessages {

    private LockMessages() {}

    static LockTimeoutException timeout(LockHolder holder, LockSettings settings) {
        String message =
                "The lock was not got within %s: \"%s\" holds it since %s. %s"
                        .formatted(
                                spoken(settings.timeout()),
                                holder.holder(),
                                holder.since().truncatedTo(ChronoUnit.SECONDS),
                                advice(holder, settings.identity()));
        return new LockTimeoutException(ErrorDetail.of(ErrorKind.LOCK_TIMEOUT, message), null);
    }

    /** Another session keeps the whole table locked. */
    static LockTimeoutException tableLocked(
            Duration timeout, String blockers, @Nullable SQLException cause) {
        String message =
                ("The lock was not got within %s: the state table is locked by %s. Run this again"
                                + " when that has ended, or wait longer with %s.")
                        .formatted(spoken(timeout), blockers, Remedy.LOCK_TIMEOUT.place());
        return new LockTimeoutException(ErrorDetail.of(ErrorKind.LOCK_TIMEOUT, message), cause);
    }

    /** A transaction keeps the row in place that was to be removed. */
    static LockTimeoutException notRemoved(LockHolder holder, Duration timeout) {
        String message =
                ("The lock's row was not removed within %s: a transaction keeps it in place. It is"
                                + " the row of \"%s\"%s. Nothing was changed. Run this again when"
                                + " that has ended, wait longer with %s, or end its session.")
                        .formatted(
                                spoken(timeout),
                                holder.holder(),
                                process(holder).map(seen -> ", whose " + seen).orElse(""),
                                Remedy.LOCK_TIMEOUT.place());
        return new LockTimeoutException(ErrorDetail.of(ErrorKind.LOCK_TIMEOUT, message), null);
    }

    /** What was seen of the holder's server process; empty where nothing was. */
    private static Optional<String> process(LockHolder holder) {
        String state = holder.backendState();
        String query = holder.backendQuery();
        return state == null || query == null
                ? Optional.empty()
                : Optional.of(
                        "server process %s is %s (%s)"
                                .formatted(
                                        holder.backend(),
                                        state,
                                        query.strip().replaceAll("\\s+", " ")));
    }

    /** Nobody holds the lock, and yet its row cannot be inserted. */
    static LockTimeoutException neverThere(Duration timeout, @Nullable SQLException refusal) {
        String said = refusal == null ? "" : " (" + SqlError.of(refusal).inSentence() + ")";
        String message =
                ("The lock was not got within %s: its row could not be inserted into the state"
                                + " table%s, and none is there to be seen. Another runner may have"
                                + " come and gone in between: run this again. If that does not"
                                + " help, a rule, a trigger, a row policy or a key of that table"
                                + " may do this; remove it.")
                        .formatted(spoken(timeout), said);
        return new LockTimeoutException(ErrorDetail.of(ErrorKind.LOCK_TIMEOUT, message), refusal);
    }

    private static String advice(LockHolder holder, RunnerIdentity self) {
        if (self.wrote(holder)) {
            return "That is this very process: the lock is not re-entrant, so work that is done"
                    + " under it must not ask for it again.";
        }
        return switch (holder.liveness()) {
            case UNKNOWN ->
                    "Its row has no lease, so it was written by hand or by another tool and never"
                            + " runs out. When nobody is at work, remove it: "
                            + Remedy.UNLOCK.place();
            case DEAD ->
                    ("Its lease has run out or its server process is gone, but a transaction keeps"
                                    + " its row in place, or its last statement still runs. Run"
                                    + " this again when that has ended; %s shows what is seen of"
                                    + " it.")
                            .formatted(Remedy.LOOK_AT_LOCK.place());
            case ALIVE ->
                    "Run this again when it has finished, or wait longer with %s; %s shows what it does."
                            .formatted(Remedy.LOCK_TIMEOUT.place(), Remedy.LOOK_AT_LOCK.place());
        };
    }

    /**
     * The lock's row is there still.
     *
     * @param why for the middle of a sentence
     */
    static String notReleased(String why) {
        return "The lock could not be released: %s. The next runner takes it over by itself."
                .formatted(why);
    }

    /** The same for want of a right, which the next runner may lack, too. */
    static String mayNotRelease(TableName table, SQLException forbidden) {
        return "The lock could not be released: %s. %s Without that its row stays."
                .formatted(SqlError.of(forbidden).inSentence(), StateTableFault.grant(table));
    }

    static LeaseLostException lost(@Nullable SQLException cause) {
        return new LeaseLostException(
                ErrorDetail.of(
                        ErrorKind.LEASE_LOST,
                        "The lock was lost: this process stood still for longer than its lease, or"
                                + " its row was deleted. What was not committed by then is rolled"
                                + " back. Run this again: it goes on from what the history says."),
                cause);
    }

    /** A duration as people say it, for example {@code 5 min} or {@code 1.5 s}. */
    static String spoken(Duration time) {
        long millis = time.toMillis();
        if (millis >= 60_000 && millis % 60_000 == 0) {
            return millis / 60_000 + " min";
        }
        if (millis % 1000 == 0) {
            return millis / 1000 + " s";
        }
        return millis % 100 == 0
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : millis + " ms";
    }
}
