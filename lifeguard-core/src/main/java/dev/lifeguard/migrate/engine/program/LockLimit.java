package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.Section.LockOut;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From where on the statements of a transaction wait for locks no longer than the run's limit.
 *
 * <ol>
 *   <li>A change of rows keeps nobody waiting who would not wait anyway, so it has no limit. The
 *       limit is set before the first statement behind which others may have to wait, and holds to
 *       the end of the transaction, since what that statement has locked stays locked.
 *   <li>It is set with what the transaction begins with, or else goes to the server with that
 *       statement.
 *   <li>A block that may catch the failure would go on without what it could not do. It has no
 *       limit, and what follows it has.
 *   <li>What the script sets itself stays.
 * </ol>
 */
public final class LockLimit {

    private final Optional<Duration> opening;
    private final Duration limit;
    private State state;

    private enum State {
        /** This library sets no limit, or none any more. */
        NOT_OURS,
        NOT_YET,
        FROM_THE_BEGINNING,
        /** A ROLLBACK TO SAVEPOINT may take it back. */
        FROM_A_STATEMENT
    }

    private LockLimit(Optional<Duration> opening, Duration limit, State state) {
        this.opening = opening;
        this.limit = limit;
        this.state = state;
    }

    /** That of a migration's transaction, or of its part of one that a group shares. */
    public static LockLimit of(RunContext context, Group group) {
        PlannedStep step = group.step();
        Duration limit = context.tableLocks().timeout();
        if (step.lockTimeout().isPresent() || !context.triesAgain(step)) {
            return new LockLimit(context.lockTimeout(step), limit, State.NOT_OURS);
        }
        // What puts rows aside locks their table first.
        boolean atOnce = isLockedBefore(group) || context.quarantine().isActive();
        LockOut lockOut = atOnce ? LockOut.AT_ONCE : lockOut(step);
        return switch (lockOut) {
            case AT_ONCE -> new LockLimit(Optional.of(limit), limit, State.FROM_THE_BEGINNING);
            case LATER, NEVER -> new LockLimit(Optional.empty(), limit, State.NOT_YET);
            case NEVER_BUT_LONG -> new LockLimit(Optional.of(Duration.ZERO), limit, State.NOT_YET);
        };
    }

    /** That of a transaction of which nothing is known, from its first strong lock on. */
    public static LockLimit fromStrongLock(Duration limit) {
        return new LockLimit(Optional.empty(), limit, State.NOT_YET);
    }

    /** That of a transaction for which the caller sets it. */
    public static LockLimit ofCaller() {
        return new LockLimit(Optional.empty(), Duration.ZERO, State.NOT_OURS);
    }

    private static boolean isLockedBefore(Group group) {
        return group.steps().subList(0, group.index()).stream()
                .map(LockLimit::lockOut)
                .anyMatch(it -> it == LockOut.AT_ONCE || it == LockOut.LATER);
    }

    private static LockOut lockOut(PlannedStep step) {
        return step.section().map(Section::lockOut).orElse(LockOut.AT_ONCE);
    }

    /** What the transaction begins with; zero for any time, and empty to leave it as it is. */
    public Optional<Duration> opening() {
        return opening;
    }

    /** A statement with what is sent before and behind it. */
    public List<SentStatement> around(SqlStatement statement) {
        SentStatement authors = SentStatement.of(statement);
        if (state == State.FROM_A_STATEMENT && statement.summary().equals("ROLLBACK")) {
            state = State.NOT_YET;
        }
        if (statement.facts().has(Trait.SETS_LOCK_TIMEOUT)) {
            state = State.NOT_OURS;
        }
        if (state == State.NOT_OURS || !statement.facts().mayLockOut()) {
            return List.of(authors);
        }
        return statement.facts().has(Trait.CATCHES_FAILURES)
                ? aroundCatching(authors)
                : behindLimit(authors);
    }

    private List<SentStatement> behindLimit(SentStatement authors) {
        if (state != State.NOT_YET) {
            return List.of(authors);
        }
        state = State.FROM_A_STATEMENT;
        return List.of(set(limit), authors);
    }

    private List<SentStatement> aroundCatching(SentStatement authors) {
        if (state == State.NOT_YET) {
            state = State.FROM_A_STATEMENT;
        }
        return List.of(set(Duration.ZERO), authors, set(limit));
    }

    private static SentStatement set(Duration limit) {
        return SentStatement.own("SET LOCAL lock_timeout = " + limit.toMillis());
    }
}
