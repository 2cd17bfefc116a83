package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Runs several migrations on a scratch database of PostgreSQL, and sees what each of their
 * statements does to what was there before all of them.
 *
 * <ol>
 *   <li>The scratch database gets the schema and the history of the target, where one is named and
 *       all of them are pending there, without a row of its tables. Else it is empty.
 *   <li>The migrations before the first of them that it lacks are applied, as {@code up} would.
 *   <li>From there on all run one by one up to the last of them. What one of them makes is new, and
 *       nothing is told of it; what the others make counts as there before.
 *   <li>It ends at the first statement that fails.
 *   <li>The database is dropped, whatever happened.
 * </ol>
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class Rehearsal {

    private final ScratchServer server;
    private final ScratchRun run;
    private final TargetSchema target;

    /**
     * One on a server.
     *
     * @param server makes the database, and is closed by whoever opened it
     * @param settings a builder with the migrations' sources and everything else that matters to
     *     them
     * @param schema where scripts look first, if that was said
     * @param target whose schema they are run on
     */
    public Rehearsal(
            ScratchServer server,
            Function<DataSource, MigratorBuilder> settings,
            Optional<String> schema,
            TargetSchema target) {
        this.server = server;
        this.run = new ScratchRun(settings, schema);
        this.target = target;
    }

    /**
     * Runs them.
     *
     * @param wanted their versions
     * @param roles those that there are on the target, as far as it is known
     * @throws dev.lifeguard.migrate.error.LifeguardException when a problem forbids a run, an
     *     earlier migration fails, or the database is lost
     */
    public Rehearsed run(Set<MigrationVersion> wanted, List<String> roles) {
        if (wanted.isEmpty()) {
            return new Rehearsed(Map.of(), Optional.empty());
        }
        Optional<Rehearsed> there = target.read().flatMap(copy -> onTarget(copy, wanted, roles));
        if (there.isPresent()) {
            return there.get();
        }
        try (ScratchDatabase scratch = server.make()) {
            return prepared(scratch, wanted, roles)
                    .map(ready -> rehearsed(scratch, ready, wanted))
                    .orElseGet(() -> new Rehearsed(Map.of(), Optional.empty()));
        }
    }

    private Optional<Rehearsed> onTarget(
            TargetCopy copy, Set<MigrationVersion> wanted, List<String> roles) {
        try (ScratchDatabase scratch = server.make()) {
            server.prepareRoles(roles, Set.of());
            if (!target.make(copy, scratch)) {
                return Optional.empty();
            }
            return target.tried(
                            () ->
                                    prepared(scratch, wanted, roles)
                                            .filter(ready -> ready.count() == wanted.size()))
                    .map(ready -> rehearsed(scratch, ready, wanted));
        }
    }

    /**
     * What is to be run.
     *
     * @param steps from the first to the last of the wanted ones
     * @param count how many of the wanted ones there are
     */
    private record Ready(Plan plan, List<PlanStep> steps, int count) {}

    /** Applies what comes before them; empty where there is none of them. */
    private Optional<Ready> prepared(
            ScratchDatabase scratch, Set<MigrationVersion> wanted, List<String> roles) {
        Plan plan = run.plan(scratch);
        List<PlanStep> steps = plan.steps();
        List<Integer> places = new ArrayList<>();
        for (int index = 0; index < steps.size(); index++) {
            if (wanted.contains(steps.get(index).version())) {
                places.add(index);
            }
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        new ScratchPreparation(server, scratch).make(plan, roles);
        run.prepare(scratch, places.getFirst());
        return Optional.of(
                new Ready(
                        plan,
                        steps.subList(places.getFirst(), places.getLast() + 1),
                        places.size()));
    }

    private Rehearsed rehearsed(
            ScratchDatabase scratch, Ready ready, Set<MigrationVersion> wanted) {
        return new Steps(scratch, new StepHooks(ready.plan().hooks()), wanted).run(ready.steps());
    }

    /** Has it end soon, with an error; from any thread. */
    public void stop() {
        run.stop();
    }

    /** The steps from the first to the last one. */
    private final class Steps {

        private final ScratchDatabase scratch;
        private final StepHooks hooks;
        private final Set<MigrationVersion> wanted;
        private final Set<Long> there;
        private final Map<MigrationVersion, List<ExplainedStatement>> seen = new LinkedHashMap<>();

        Steps(ScratchDatabase scratch, StepHooks hooks, Set<MigrationVersion> wanted) {
            this.scratch = scratch;
            this.hooks = hooks;
            this.wanted = wanted;
            this.there = new HashSet<>(relations());
        }

        Rehearsed run(List<PlanStep> steps) {
            for (PlanStep step : steps) {
                Set<Long> before = relations();
                try {
                    trace(step);
                } catch (MigrationFailedException failure) {
                    return new Rehearsed(seen, Optional.of(failure.detail()));
                }
                if (!wanted.contains(step.version())) {
                    Set<Long> made = new HashSet<>(relations());
                    made.removeAll(before);
                    there.addAll(made);
                }
            }
            return new Rehearsed(seen, Optional.empty());
        }

        private void trace(PlanStep step) {
            List<ExplainedStatement> statements = new ArrayList<>();
            if (wanted.contains(step.version())) {
                seen.put(step.version(), statements);
            }
            run.trace(
                    () -> LockTrace.ofThose(there, scratch.dataSource()),
                    trace ->
                            new TracedStep(step, step.fileName(), hooks, trace, statements::add)
                                    .run());
        }

        private Set<Long> relations() {
            try {
                return LockTrace.relations(scratch.dataSource());
            } catch (SQLException failure) {
                throw StatementFailure.lost(failure);
            }
        }
    }
}
