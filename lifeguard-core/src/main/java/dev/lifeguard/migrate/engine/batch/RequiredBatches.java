package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.planning.SquashProblem.UnfinishedBatches;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Squashed;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.StateTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves a migration pending, and all that follow it, as long as the batches of another one are not
 * done that it says it requires.
 */
public final class RequiredBatches {

    private final Connected connected;
    private final StateTable table;
    private final MigrationCatalog catalog;

    /** With a state table that may not be there yet. */
    public RequiredBatches(Connected connected, StateTable table, MigrationCatalog catalog) {
        this.connected = connected;
        this.table = table;
        this.catalog = catalog;
    }

    /**
     * The plan as far as it may run, with a warning where that is not all of it: of a run, so that
     * what it applies is there when that is read.
     *
     * @throws ValidationException where one requires a version that nobody knows, or that runs
     *     behind it
     */
    public PlannedRun heeded(PlannedRun given, History history) {
        return heeded(given, history, NextStep.IN_BACKGROUND);
    }

    /** The same of a plan that is only looked at. */
    public PlannedRun foreseen(PlannedRun given, History history) {
        return heeded(given, history, NextStep.TO_BEGIN);
    }

    /**
     * @param planned what is to be done about batches of a migration of the plan itself
     */
    private PlannedRun heeded(PlannedRun given, History history, NextStep planned) {
        if (given.direction() == Direction.DOWN) {
            return given;
        }
        PlannedRun plan = refused(given, history);
        List<PlannedStep> steps = plan.planned();
        for (int at = 0; at < steps.size(); at++) {
            Optional<Long> required = steps.get(at).required();
            if (required.isPresent()) {
                requireNotBehind(steps.get(at), required.get(), steps.subList(at, steps.size()));
                Optional<String> missing =
                        missing(
                                steps.get(at),
                                required.get(),
                                history,
                                steps.subList(0, at),
                                planned);
                if (missing.isPresent()) {
                    List<PlannedStep> before = steps.subList(0, at);
                    List<String> notes = new ArrayList<>(begun(before, required, planned));
                    notes.add(missing.get());
                    return plan.withSteps(before).with(notes);
                }
            }
        }
        return plan.with(begun(steps, Optional.empty(), planned));
    }

    /**
     * A note for each whose batches are begun and not run.
     *
     * @param noted of which another note tells
     */
    private List<String> begun(List<PlannedStep> steps, Optional<Long> noted, NextStep planned) {
        return steps.stream()
                .filter(step -> noted.filter(it -> it == step.version().number()).isEmpty())
                .flatMap(step -> BatchJob.of(step, connected.rules().background()).stream())
                .filter(job -> job.terms().mode() == Mode.BACKGROUND)
                .map(
                        job ->
                                "Migration %s begins its batches, and does not run them. %s"
                                        .formatted(
                                                job.version().label(job.name()),
                                                planned.of(State.PENDING, job.version().toString())
                                                        .orElseThrow()))
                .toList();
    }

    /** The plan without a step where batches cannot be ended here. */
    public PlannedRun refused(PlannedRun plan, History history) {
        return plan.refusedFor(unfinished(history));
    }

    /** What there is to do about the batches of those that count as applied, a note each. */
    public List<String> notes(History history) {
        try {
            TableName place = table.placed(connected.session());
            return new JobBook(connected, place, catalog, history)
                    .unfinished().stream().map(RequiredBatches::note).toList();
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the table of batches was read", failure);
        }
    }

    private static String note(BatchStatus job) {
        return "The batches of %s are %s. %s"
                .formatted(job.version().label(job.name()), job.state(), job.next().orElseThrow());
    }

    /** Batches that nothing here can end, since a baseline replaced what they run. */
    private List<UnfinishedBatches> unfinished(History history) {
        List<UnfinishedBatches> unfinished = new ArrayList<>();
        for (Squashed squashed : catalog.squashed().stream().toList()) {
            List<Member> applied =
                    squashed.members().stream()
                            .filter(member -> isOwnRow(member, history))
                            .toList();
            Map<Long, State> states = applied.isEmpty() ? Map.of() : states(history);
            for (Member member : applied) {
                State state = states.getOrDefault(member.version().number(), State.DONE);
                if (state != State.DONE && state != State.CANCELLED) {
                    unfinished.add(new UnfinishedBatches(squashed, member, state));
                }
            }
        }
        return unfinished;
    }

    private static boolean isOwnRow(Member member, History history) {
        return history.find(member.version().number()).filter(row -> !row.isBaseline()).isPresent();
    }

    private Map<Long, State> states(History history) {
        try {
            TableName place = table.placed(connected.session());
            return new JobBook(connected, place, catalog, history).begun();
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the table of batches was read", failure);
        }
    }

    private static void requireNotBehind(PlannedStep step, long version, List<PlannedStep> rest) {
        if (version == step.version().number()) {
            throw refused(step, version, "which is this one itself: it would wait for ever.");
        }
        if (rest.stream().anyMatch(each -> each.version().number() == version)) {
            throw refused(step, version, "which runs behind it: it would wait for ever.");
        }
    }

    private Optional<String> missing(
            PlannedStep step,
            long version,
            History history,
            List<PlannedStep> before,
            NextStep ofPlanned) {
        boolean planned = before.stream().anyMatch(each -> each.version().number() == version);
        boolean applied = history.find(version).filter(row -> row.success()).isPresent();
        boolean squashed = catalog.squashed().flatMap(it -> it.find(version)).isPresent();
        if (!planned && !applied && !squashed && catalog.find(version).isEmpty()) {
            throw refused(step, version, "which is neither here nor applied.");
        }
        State state =
                applied
                        ? state(version, history)
                        // A baseline has no batches: its rows are as they are behind them.
                        : squashed ? State.DONE : stateBehind(version, before);
        NextStep next = applied ? NextStep.IN_BACKGROUND : planned ? ofPlanned : NextStep.TO_BEGIN;
        return state == State.DONE
                ? Optional.empty()
                : Optional.of(
                        ("Migration %s waits until the batches of %s are done, which are %s. It and"
                                        + " what follows it stay pending. %s")
                                .formatted(
                                        step.script().label(),
                                        catalog.called(version),
                                        state,
                                        next.of(state, catalog.called(version)).orElseThrow()));
    }

    /** Of one that is applied before in the same run. */
    private State stateBehind(long version, List<PlannedStep> before) {
        return before.stream()
                .filter(each -> each.version().number() == version)
                .map(each -> BatchJob.of(each, connected.rules().background()))
                .map(
                        job ->
                                job.filter(it -> it.terms().mode() == Mode.BACKGROUND).isPresent()
                                        ? State.PENDING
                                        : State.DONE)
                .findFirst()
                .orElse(State.PENDING);
    }

    /** One that counts as applied and has no rows never ran here. */
    private State state(long version, History history) {
        try {
            TableName place = table.placed(connected.session());
            return new JobBook(connected, place, catalog, history)
                    .begun(version)
                    .map(BatchStatus::state)
                    .orElse(State.DONE);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the table of batches was read", failure);
        }
    }

    private static ValidationException refused(PlannedStep step, long version, String why) {
        return new ValidationException(
                List.of(
                        ErrorDetail.of(
                                        ErrorKind.INVALID_SCRIPT,
                                        "%s requires the batches of migration %s, %s Correct the version %s."
                                                .formatted(
                                                        step.fileName(),
                                                        MigrationVersion.digits(version),
                                                        why,
                                                        step.content() instanceof PlannedStep.Code
                                                                ? "that its method requires() gives"
                                                                : "behind \"--"
                                                                        + " lifeguard:requires\""))
                                .withVersion(step.version().number(), step.version().label())
                                .withFile(step.fileName())));
    }
}
