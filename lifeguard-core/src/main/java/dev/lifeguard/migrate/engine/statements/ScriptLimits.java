package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.engine.program.LockLimit;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.LockClass;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long the statements of a script without a transaction wait for locks.
 *
 * <ol>
 *   <li>One behind which others may have to wait has the run's limit, and is tried again.
 *   <li>One that takes long and keeps nobody waiting has none, and so has a block that could catch
 *       that a lock was not got.
 *   <li>Any other is left as the session has it, and so is what runs statements that nobody has
 *       looked into and may commit by itself: it could not be tried again.
 *   <li>From where the script itself sets what it waits, that stays.
 * </ol>
 */
final class ScriptLimits {

    private static final BoundSql NOW =
            BoundSql.of("SELECT pg_catalog.current_setting('lock_timeout')");

    private final RunContext context;
    private final PlannedStep step;

    /** Whether the script has set what its session waits for locks. */
    private boolean authors;

    /** What the session waited before the statement that runs outside a transaction. */
    private Optional<String> before = Optional.empty();

    ScriptLimits(RunContext context, PlannedStep step) {
        this.context = context;
        this.step = step;
    }

    /** A statement is about to run, or was run by an earlier run. */
    void before(SqlStatement statement) {
        boolean local =
                statement.facts().has(Trait.SETTING)
                        && !statement.facts().has(Trait.NEEDS_ITS_SESSION);
        authors |= statement.facts().has(Trait.SETS_LOCK_TIMEOUT) && !local;
    }

    /** Whether a statement that met another transaction's lock may run again. */
    boolean triesAgain(SqlStatement statement) {
        return context.triesAgain(step) && statement.kind() != StatementKind.COPY_FROM_STDIN;
    }

    /** What a transaction of a single statement begins with. */
    List<BoundSql> opening(SqlStatement statement) {
        return inside(statement).stream()
                .map(limit -> set(Lasting.TRANSACTION, Long.toString(limit.toMillis())))
                .toList();
    }

    /** What is set for the session before a statement outside a transaction. */
    List<BoundSql> arming(SqlStatement statement) throws SQLException {
        Optional<Duration> limit = outside(statement);
        if (limit.isEmpty()) {
            return List.of();
        }
        before = context.session().query(NOW, row -> row.getString(1)).stream().findFirst();
        return List.of(set(Lasting.SESSION, Long.toString(limit.get().toMillis())));
    }

    /** The opposite, behind it. */
    List<BoundSql> disarming() {
        Optional<String> setAgain = before;
        before = Optional.empty();
        return setAgain.stream().map(value -> set(Lasting.SESSION, value)).toList();
    }

    private BoundSql set(Lasting lasting, String value) {
        return context.dialect().sessionSql().set(lasting, "lock_timeout", value);
    }

    /** The limit of one in a transaction of its own; zero for none, empty to leave it as it is. */
    private Optional<Duration> inside(SqlStatement statement) {
        if (!isOurs()) {
            return Optional.empty();
        }
        boolean unlimited =
                statement.facts().lockClass() == LockClass.LONG_HARMLESS
                        || statement.facts().has(Trait.CATCHES_FAILURES);
        if (unlimited) {
            return Optional.of(Duration.ZERO);
        }
        return statement.facts().mayLockOut() ? limit() : Optional.empty();
    }

    /** The same outside a transaction. */
    private Optional<Duration> outside(SqlStatement statement) {
        return statement.facts().has(Trait.RUNS_STATEMENTS) ? Optional.empty() : inside(statement);
    }

    /** Those of a block's statements. */
    LockLimit ofBlock() {
        return isOurs()
                ? LockLimit.fromStrongLock(context.tableLocks().timeout())
                : LockLimit.ofCaller();
    }

    /** A directive's is the session's. */
    private boolean isOurs() {
        return !authors && step.lockTimeout().isEmpty() && context.triesAgain(step);
    }

    private Optional<Duration> limit() {
        return Optional.of(context.tableLocks().timeout());
    }
}
