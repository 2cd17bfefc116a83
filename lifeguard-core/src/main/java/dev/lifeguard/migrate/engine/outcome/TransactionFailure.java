package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.NextStep;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.HeldLock;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says why a migration failed whose whole transaction is rolled back. */
public final class TransactionFailure {

    public static final String BEFORE = "before its first statement";
    public static final String ASIDE = "while rows were put aside";
    public static final String INSIDE = "while its code ran";
    public static final String BEHIND = "after its last statement";
    public static final String COMMIT = "at its COMMIT";

    private final RunContext context;
    private final PlannedStep step;
    private final FailureMessage message;
    private final KeptState kept;
    private final CutOff cutOff;

    public TransactionFailure(RunContext context, FailureMessage message, KeptState kept) {
        this.context = context;
        this.step = message.step();
        this.message = message;
        this.kept = kept;
        this.cutOff = new CutOff(context, step);
    }

    /**
     * The same, unless it met another transaction's lock and may be tried again. What keeps this
     * library's own statements waiting is no table of the author's.
     */
    public Outcome ended(@Nullable SqlStatement statement, String phase, SQLException failure) {
        boolean authors =
                statement != null
                        || phase.equals(ASIDE)
                        || phase.equals(INSIDE)
                        || phase.equals(COMMIT);
        boolean again =
                authors
                        && kept.kind() == ErrorKind.SCRIPT_FAILED
                        && SqlError.condition(failure) == Condition.BUSY
                        && !isSessionGone(failure)
                        && context.triesAgain(kept.step());
        return again
                ? new Outcome.Busy(
                        kept.step(), failure, tries -> givenUp(statement, phase, failure, tries))
                : of(statement, phase, failure);
    }

    /** Its rollback may have found the connection broken. */
    private static boolean isSessionGone(SQLException failure) {
        return Stream.of(failure.getSuppressed())
                .anyMatch(
                        behind ->
                                behind instanceof SQLException broken
                                        && SqlError.lostConnection(broken));
    }

    private Outcome.Failed givenUp(
            @Nullable SqlStatement statement, String phase, SQLException failure, String tries) {
        String stays =
                "%s %s %s"
                        .formatted(
                                tries,
                                kept.rolledBack(),
                                byHand().orElseGet(
                                                () ->
                                                        "Run %s again when that has ended, or try longer with %s."
                                                                .formatted(
                                                                        step.direction().word(),
                                                                        Remedy.TABLE_LOCK_RETRY
                                                                                .place())));
        return kept.outcome(
                new MigrationFailedException(
                        statement == null
                                ? message.at(ErrorKind.LOCK_BUSY, phase, failure, stays)
                                : message.at(ErrorKind.LOCK_BUSY, statement, failure, stays),
                        failure));
    }

    /**
     * What came of the migration.
     *
     * @param statement the author's that failed, or null when it was one of this library's own
     * @param phase where it was, if it was one of this library's own
     */
    public Outcome.Failed of(@Nullable SqlStatement statement, String phase, SQLException failure) {
        return kept.outcome(why(statement, phase, failure));
    }

    private LifeguardException why(
            @Nullable SqlStatement statement, String phase, SQLException failure) {
        if (statement == null && isFenced(phase, failure)) {
            return phase.equals(BEHIND) ? lostBehindScript(failure) : HeldLock.lost(failure);
        }
        return cutOff.of(failure, told(), againWhenBack(failure))
                .orElseGet(() -> failed(statement, phase, failure));
    }

    private LifeguardException lostBehindScript(Throwable failure) {
        String out = "Take that out of the script and %s.".formatted(again());
        return new LockRowGone(context, step).told(kept.rolledBack() + " " + out, failure);
    }

    /** The lock's row was not there when the history was written behind the script. */
    public Outcome.Failed lost(LeaseLostException failure) {
        return kept.outcome(lostBehindScript(failure));
    }

    // Around the script nobody else divides by zero, and inside it everybody may; at the COMMIT the
    // author's triggers do, too,
    // and there the lock's row tells.
    private boolean isFenced(String phase, SQLException failure) {
        if (phase.equals(INSIDE) || phase.equals(ASIDE)) {
            return false;
        }
        boolean fence = SqlError.condition(failure) == Condition.FENCE_CLOSED;
        if (fence && !phase.equals(COMMIT)) {
            return true;
        }
        return (fence || phase.equals(BEFORE))
                && !CutOff.isPossible(failure)
                && context.guard().lostWith(failure);
    }

    private LifeguardException failed(
            @Nullable SqlStatement statement, String phase, SQLException failure) {
        Optional<String> remedy =
                statement == null && kept.kind() == ErrorKind.SCRIPT_FAILED
                        ? ofStateTable(phase, failure)
                        : Optional.empty();
        if (remedy.isPresent()) {
            String mended = "%s %s".formatted(kept.rolledBack(), remedy.get());
            return new ConfigurationException(
                    message.at(ErrorKind.CONFIGURATION, phase, failure, mended), failure);
        }
        String stays = kept.rolledBack() + " " + advice(statement, phase, failure);
        return new MigrationFailedException(
                statement == null
                        ? message.at(kept.kind(), phase, failure, stays)
                        : message.at(kept.kind(), statement, failure, stays),
                failure);
    }

    /** What the fence and the history's row come to where the script has no part in it. */
    private Optional<String> ofStateTable(String phase, SQLException failure) {
        boolean own =
                phase.equals(BEHIND)
                        || (phase.equals(BEFORE)
                                && SqlError.condition(failure) == Condition.FORBIDDEN);
        return own ? context.guard().remedy(failure) : Optional.empty();
    }

    private String advice(@Nullable SqlStatement statement, String phase, SQLException failure) {
        if (statement == null && phase.equals(BEHIND) && HistoryGone.says(failure)) {
            return HistoryGone.undone(context, step);
        }
        if (step.hook().isPresent()) {
            return kept.ofHook(context)
                    .map(alone -> alone.alone(failure))
                    .orElseGet(() -> new HookAdvice(context, step).inMigration(failure));
        }
        if (SqlError.condition(failure) != Condition.REFUSED_IN_TRANSACTION) {
            String fix = context.fix(step, failure, "Fix the file", kept.ranBefore(0));
            return NextStep.ofStatement(failure, fix, again() + ".");
        }
        return step.section().isEmpty()
                ? "Let transactions() of the class return PER_STATEMENT and " + again() + "."
                : "Put the line \"-- lifeguard:no-transaction\" above its first statement and "
                        + again()
                        + ".";
    }

    /** Java code failed by itself. */
    public Outcome.Failed thrown(JavaFailure failed) {
        String stays = kept.rolledBack() + " Mend it and " + again() + ".";
        return kept.outcome(
                new MigrationFailedException(
                        message.thrown(kept.kind(), failed.thrown(), stays), failed.thrown()));
    }

    /** The run was told to stop, and the server has rolled back what was open. */
    public Outcome.Failed interrupted(SQLException failure) {
        return kept.outcome(cutOff.interrupted(failure, told()));
    }

    /** The connection is gone, and with it what was open on it. */
    public Outcome.Failed lostConnection(SQLException failure) {
        return kept.outcome(cutOff.lostConnection(failure, againWhenBack(failure)));
    }

    /** What stays, where nothing of it is to be fixed. */
    private String told() {
        return byHand().map(advice -> kept.rolledBack() + " " + advice).orElse(kept.rolledBack());
    }

    private Optional<String> byHand() {
        return kept.ofHook(context).flatMap(HookAdvice::unfinished);
    }

    private String againWhenBack(SQLException failure) {
        String then =
                byHand().orElseGet(() -> NextStep.ofLost(failure, again(), "it is back") + ".");
        return lost() + " " + then;
    }

    /** What stays where the session is gone. */
    private String lost() {
        return switch (context.dialect().family()) {
            case MARIADB -> kept.rolledBackUnasked();
            case POSTGRESQL, SQLITE, H2 -> kept.rolledBack();
        };
    }

    private String again() {
        return "run %s again".formatted(step.direction().word());
    }

    /** Of a script, which has no line of Java. */
    public static TransactionFailure ofScript(
            RunContext context, PlannedStep step, KeptState kept) {
        return new TransactionFailure(context, new FailureMessage(step, Optional::empty), kept);
    }
}
