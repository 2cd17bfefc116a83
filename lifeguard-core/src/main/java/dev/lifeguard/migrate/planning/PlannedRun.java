package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.AtStake;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.Direction;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as a planner makes it.
 *
 * @param direction which way
 * @param planned the migrations that run, in their order
 * @param around the hooks that run around them
 * @param refusals the problems that forbid the run
 * @param findings what the checks found
 * @param stakes what a way down takes away, as far as it was counted
 * @param status what there is before the run
 */
public record PlannedRun(
        Direction direction,
        List<PlannedStep> planned,
        List<PlannedHook> around,
        List<Problem> refusals,
        List<Finding> findings,
        List<CountedStake> stakes,
        MigrationStatus status)
        implements Plan {

    /** Copies the lists. */
    public PlannedRun {
        planned = List.copyOf(planned);
        around = planned.isEmpty() ? List.of() : List.copyOf(around);
        refusals = List.copyOf(refusals);
        findings = List.copyOf(findings);
        stakes = List.copyOf(stakes);
    }

    /** One that no check has seen. */
    PlannedRun(
            Direction direction,
            List<PlannedStep> planned,
            List<PlannedHook> around,
            List<? extends Problem> refusals,
            MigrationStatus status) {
        this(direction, planned, around, List.copyOf(refusals), List.of(), List.of(), status);
    }

    /** A plan that a migrator gave: there is no other kind. */
    public static PlannedRun of(Plan plan) {
        if (plan instanceof PlannedRun run) {
            return run;
        }
        throw new IllegalArgumentException("No planner made " + plan.getClass().getName());
    }

    @Override
    public List<PlanStep> steps() {
        return List.copyOf(planned);
    }

    @Override
    public List<Hook> hooks() {
        return List.copyOf(around);
    }

    @Override
    public List<AtStake> atStake() {
        return List.copyOf(stakes);
    }

    /** The same with what it takes away. */
    public PlannedRun taking(List<CountedStake> counted) {
        return new PlannedRun(direction, planned, around, refusals, findings, counted, status);
    }

    /** The same with other steps. */
    public PlannedRun withSteps(List<PlannedStep> others) {
        return new PlannedRun(direction, others, around, refusals, findings, stakes, status);
    }

    /** The same with further warnings. */
    public PlannedRun with(List<String> further) {
        return further.isEmpty()
                ? this
                : new PlannedRun(
                        direction,
                        planned,
                        around,
                        refusals,
                        findings,
                        stakes,
                        status(List.of(), further));
    }

    /** The same with further problems, which forbid the run. */
    public PlannedRun refusedFor(List<? extends Problem> further) {
        return further.isEmpty()
                ? this
                : new PlannedRun(
                        direction,
                        List.of(),
                        around,
                        both(refusals, further),
                        findings,
                        stakes,
                        status(further, List.of()));
    }

    /**
     * The same with what checks found: an error is a problem that forbids the run, a warning one of
     * the plan's.
     */
    public PlannedRun found(List<Finding> further) {
        if (further.isEmpty()) {
            return this;
        }
        List<Problem> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Finding finding : further) {
            switch (finding.level()) {
                case ERROR -> problems.add(new PlanProblem.Forbidden(finding));
                case WARNING -> warnings.add(finding.toString());
                case INFO -> {}
            }
        }
        return new PlannedRun(
                direction,
                problems.isEmpty() ? planned : List.of(),
                around,
                both(refusals, problems),
                both(findings, further),
                stakes,
                status(problems, warnings));
    }

    private MigrationStatus status(List<? extends Problem> problems, List<String> warnings) {
        return new AssessedStatus(
                status.applied(),
                status.pending(),
                both(status.problems(), problems),
                both(status.warnings(), warnings),
                status.ahead(),
                status.withoutFile(),
                status.order());
    }

    private static <T> List<T> both(List<T> one, List<? extends T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    @Override
    public boolean isEmpty() {
        return planned.isEmpty();
    }

    @Override
    public void requireRunnable() {
        refuse(refusals);
    }

    @Override
    public void requireValid() {
        refuse(status.problems());
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            List<ErrorDetail> details = problems.stream().map(Problem::detail).toList();
            throw new ValidationException(details);
        }
    }
}
