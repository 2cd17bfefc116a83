package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LockWatch;
import dev.lifeguard.migrate.state.WorkOutside.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When what met another transaction's lock is tried again.
 *
 * <ol>
 *   <li>The time begins with the first try that met one. Before the next there is a sleep between
 *       0.2 s and 0.5 s, whose upper end doubles up to 10 s: those who wait for the same table do
 *       not all come back at once, and a queue that has formed behind a try can drain.
 *   <li>A sleep is cut to the time that is left, and one more try follows it, like any other.
 *   <li>The lease is extended in between, since a pool may have no second connection for it.
 *   <li>Each of them ends at once when the run is told to stop.
 * </ol>
 */
public final class LockRetry {

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Behind so many doublings it is the longest. */
    private static final int MOST_DOUBLINGS = 5;

    private final RunContext context;
    private final RunEvents events;
    private final LockWatch watch;
    private long first;
    private long began;
    private int tries;
    private Duration took = Duration.ZERO;

    /** Who was seen in the way last, and in which try. */
    private List<String> inTheWay = List.of();

    private List<String> advice = List.of();
    private int seenInTry;

    public LockRetry(RunContext context, RunEvents events, LockWatch watch) {
        this.context = context;
        this.events = events;
        this.watch = watch;
    }

    /** A try begins, with that migration. */
    public void begins(PlannedStep step) {
        began = System.nanoTime();
        if (context.watches()) {
            watch.begin(
                    context.lockTimeout(step).orElse(Duration.ZERO),
                    wait -> events.waits(step, wait));
        }
    }

    /** The try has ended. */
    public void ended() {
        took = Duration.ofNanos(System.nanoTime() - began);
        watch.end().forEach(told -> context.listener().on(new ToldEvent.Warning(told)));
    }

    /**
     * A try met a lock: waits for the next one.
     *
     * @param failure what the server said
     * @param rolledBack the migrations that the try has run, at least one; the last one met it
     * @param stopped what is so where the run is told to stop, in sentences
     * @param renewal extends the lease in a transaction that it begins and ends
     * @return false where the time is over
     * @throws MigrationInterruptedException when told to stop
     * @throws LeaseLostException when the lock is lost meanwhile
     */
    public boolean waitsAfter(
            SQLException failure,
            List<PlannedStep> rolledBack,
            String stopped,
            Work<SQLException> renewal) {
        PlannedStep step = rolledBack.getLast();
        watch.met(step.version().number());
        if (!watch.inTheWay().isEmpty()) {
            inTheWay = watch.inTheWay();
            advice = watch.advice();
            seenInTry = tries + 1;
        }
        rolledBack.forEach(
                each ->
                        events.failedTry(
                                each, each.equals(step) ? waited(step, failure) : Duration.ZERO));
        tries++;
        if (tries == 1) {
            first = System.nanoTime();
        }
        Duration left = context.tableLocks().retry().minus(sinceFirst());
        if (!left.isPositive()) {
            return false;
        }
        Duration drawn = drawn();
        Duration pause = drawn.compareTo(left) < 0 ? drawn : left;
        events.metLock(step, tries, pause);
        try {
            pause(pause, stopped + " " + told(), renewal);
        } catch (MigrationInterruptedException told) {
            throw new MigrationInterruptedException(
                    told.detail()
                            .withVersion(step.version().number(), step.version().label())
                            .withFile(step.fileName()),
                    null);
        }
        return true;
    }

    /** The same for what is tried on the session itself, with nothing open on it. */
    public boolean waitsAfter(SQLException failure, List<PlannedStep> rolledBack, String stopped) {
        return waitsAfter(failure, rolledBack, stopped, this::renewOnSession);
    }

    private void renewOnSession() throws SQLException {
        context.stop().watch(context.session());
        try {
            Transaction.<Boolean, LeaseLostException>around(
                    context.session(),
                    () -> {
                        context.session().update(context.sql().readCommitted());
                        context.guard().renewInTransaction();
                        return true;
                    });
        } finally {
            context.stop().watch(null);
        }
    }

    /** What is said of the tries where there is no further one, in sentences. */
    public String told() {
        String times =
                tries == 1
                        ? "It was tried once"
                        : "It was tried %s times in %s".formatted(tries, spoken());
        String who =
                inTheWay.isEmpty()
                        ? "who was in the way is not known"
                        : "in the way was " + String.join(", and ", inTheWay) + lastSeen();
        String what = advice.isEmpty() ? "" : " " + String.join(" ", advice);
        return "%s; %s.%s".formatted(times, who, what);
    }

    private String lastSeen() {
        return seenInTry == tries ? "" : " (last seen in try %s)".formatted(seenInTry);
    }

    /** What a try has waited for certain: a statement that was ended by the limit. */
    private Duration waited(PlannedStep step, SQLException failure) {
        Duration limit = context.lockTimeout(step).orElse(Duration.ZERO);
        boolean all = SqlError.limit(failure).isPresent() && took.compareTo(limit) >= 0;
        return all ? limit : Duration.ZERO;
    }

    /** What was tried is done. */
    public void over() {
        tries = 0;
        inTheWay = List.of();
        advice = List.of();
    }

    private Duration sinceFirst() {
        return Duration.ofNanos(System.nanoTime() - first);
    }

    private String spoken() {
        return HeldLock.spoken(Duration.ofMillis(sinceFirst().toMillis() / 100 * 100));
    }

    private Duration drawn() {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        Duration upper = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(SHORTEST.toMillis(), upper.toMillis() + 1));
    }

    private void pause(Duration whole, String stopped, Work<SQLException> renewal) {
        long end = System.nanoTime() + whole.toNanos();
        long most = context.lock().lease().toNanos() / 3;
        for (long left = whole.toNanos(); left > 0; left = end - System.nanoTime()) {
            renew(renewal, stopped);
            context.stop().pause(Duration.ofNanos(Math.min(left, most)), stopped);
        }
    }

    /** Where the lock's row is locked itself the second connection goes on extending the lease. */
    private void renew(Work<SQLException> renewal, String stopped) {
        try {
            renewal.run();
        } catch (SQLException failure) {
            if (context.stop().isRequested()) {
                throw StopSignal.stopped(stopped);
            }
            if (SqlError.condition(failure) != Condition.BUSY) {
                throw DatabaseFailure.during("between two tries of a migration", failure);
            }
        }
    }
}
