package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.plan.AtStake.Precision;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.planning.CountedStake;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What becomes of rows that a way down takes away: they are counted under the lock, just before it
 * runs, and it is refused, or they are put aside, or it may take them.
 *
 * @param dialect the database's
 * @param sql the questions
 * @param schema where names without one are looked for first, as statements name it; empty where
 *     the connection itself says that
 * @param rules how scripts are read
 * @param recording shows in a plan what its migrations in Java would run
 */
public record LossCare(
        Dialect dialect,
        StakeSql sql,
        String schema,
        ScriptRules rules,
        UnaryOperator<PlannedRun> recording) {

    /** The same plan with what its statements take away; on the way up that is nothing. */
    public PlannedRun counted(PlannedRun plan, Session session) {
        if (plan.direction() == Direction.UP || plan.isEmpty()) {
            return plan;
        }
        return plan.taking(reader(session, plan).read(plan));
    }

    private StakeReader reader(Session session, PlannedRun plan) {
        return new StakeReader(session, dialect, sql, new RowsOfMigrations(plan, rules), schema);
    }

    /**
     * What is done about it.
     *
     * @throws ValidationException when the policy refuses it
     */
    public Quarantine of(
            LossPolicy given, PlannedRun plan, Session session, MigrationListener listener) {
        DataLoss policy = given.policy();
        if (policy == DataLoss.ALLOW || plan.direction() == Direction.UP) {
            return Quarantine.none();
        }
        List<CountedStake> stakes = counted(recording.apply(plan), session).stakes();
        notSure(stakes).forEach(what -> listener.on(new ToldEvent.Warning(what)));
        List<CountedStake> losses =
                stakes.stream()
                        .filter(CountedStake::isLoss)
                        .filter(loss -> !given.agreed().contains(refusal(loss).message()))
                        .toList();
        if (losses.isEmpty()) {
            return Quarantine.none();
        }
        return switch (policy) {
            case ALLOW -> Quarantine.none();
            case REFUSE -> throw refused(losses);
            case QUARANTINE -> {
                List<CountedStake> nameless =
                        losses.stream().filter(loss -> !loss.isNamed()).toList();
                if (!nameless.isEmpty()) {
                    throw refused(nameless);
                }
                yield Quarantine.of(
                        losses, new QuarantineNames(dialect, sql.schema()), sql, listener);
            }
        };
    }

    private static ValidationException refused(List<CountedStake> losses) {
        return new ValidationException(losses.stream().map(LossCare::refusal).toList());
    }

    private static Stream<String> notSure(List<CountedStake> stakes) {
        return stakes.stream()
                .filter(stake -> !stake.isLoss())
                .map(
                        stake ->
                                stake.precision() == Precision.UNKNOWN
                                        ? "Rolling back %s (%s): %s."
                                                .formatted(
                                                        stake.version().label(stake.name()),
                                                        stake.place(),
                                                        stake.text())
                                        : taken(stake));
    }

    private static String taken(CountedStake stake) {
        return "Rolling back %s takes away %s (%s)."
                .formatted(stake.version().label(stake.name()), stake.text(), stake.place());
    }

    private static ErrorDetail refusal(CountedStake stake) {
        return new ErrorDetail(
                ErrorKind.DATA_LOSS,
                ErrorDetail.message(
                        taken(stake),
                        "Nothing was changed. Let them go with %s, or %s."
                                .formatted(
                                        Remedy.ALLOW_DATA_LOSS.place(),
                                        stake.isNamed()
                                                ? "have them put aside first with "
                                                        + Remedy.QUARANTINE.place()
                                                : "name its schema in the script")),
                stake.version().number(),
                stake.place().file(),
                stake.place().line(),
                stake.place().column(),
                null,
                stake.version().label());
    }
}
