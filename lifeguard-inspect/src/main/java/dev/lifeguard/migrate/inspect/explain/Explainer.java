package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.explain.Explanation.Basis;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Finds out what a migration locks, by running it on a scratch database of PostgreSQL.
 *
 * <ol>
 *   <li>The scratch database gets the schema and the history of the target, where one is named and
 *       the migration is pending there, without a row of its tables. Else it is empty.
 *   <li>The earlier migrations that it lacks are applied, as {@code up} would.
 *   <li>The statements of this one run one by one, in its transaction or without one, each between
 *       two looks at the catalogue and the locks.
 *   <li>The database is dropped, whatever happened.
 * </ol>
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class Explainer {

    private final ScratchServer server;
    private final ScratchRun run;
    private final TargetSchema target;

    /**
     * One for a server.
     *
     * @param server makes the database, and is closed by whoever opened it
     * @param settings a builder with the migrations' sources and everything else that matters to
     *     them
     * @param schema where scripts look first, if that was said
     * @param target whose schema it is run on
     */
    public Explainer(
            ScratchServer server,
            Function<DataSource, MigratorBuilder> settings,
            Optional<String> schema,
            TargetSchema target) {
        this.server = server;
        this.run = new ScratchRun(settings, schema);
        this.target = target;
    }

    /**
     * Explains one migration.
     *
     * @param wanted which one
     * @param file what its file is called; empty where that is as its source has it
     * @param roles those that there are on the target, as far as it is known
     * @return empty where none is the wanted one
     * @throws LifeguardException when the earlier ones, or this one, do not run
     */
    public Optional<Explanation> explain(
            Predicate<PlanStep> wanted, Optional<String> file, List<String> roles) {
        Optional<Explanation> there =
                target.read().flatMap(copy -> onTarget(copy, wanted, file, roles));
        if (there.isPresent()) {
            return there;
        }
        try (ScratchDatabase scratch = server.make()) {
            return prepared(scratch, wanted, roles)
                    .map(ready -> explained(scratch, ready, file, Basis.MIGRATIONS));
        }
    }

    private Optional<Explanation> onTarget(
            TargetCopy copy,
            Predicate<PlanStep> wanted,
            Optional<String> file,
            List<String> roles) {
        try (ScratchDatabase scratch = server.make()) {
            server.prepareRoles(roles, Set.of());
            if (!target.make(copy, scratch)) {
                return Optional.empty();
            }
            return target.tried(() -> prepared(scratch, wanted, roles))
                    .map(ready -> explained(scratch, ready, file, Basis.TARGET));
        }
    }

    /** What is to be explained, and the plan that it is of. */
    private record Ready(PlanStep step, Plan plan) {}

    /** Applies what comes before it; empty where none is the wanted one. */
    private Optional<Ready> prepared(
            ScratchDatabase scratch, Predicate<PlanStep> wanted, List<String> roles) {
        Plan plan = run.plan(scratch);
        List<PlanStep> steps = plan.steps();
        for (int index = 0; index < steps.size(); index++) {
            PlanStep step = steps.get(index);
            if (wanted.test(step)) {
                new ScratchPreparation(server, scratch).make(plan, roles);
                run.prepare(scratch, step.repeatable() ? steps.size() : index);
                return Optional.of(new Ready(step, plan));
            }
        }
        return Optional.empty();
    }

    private Explanation explained(
            ScratchDatabase scratch, Ready ready, Optional<String> named, Basis basis) {
        PlanStep step = ready.step();
        String file = named.orElse(step.fileName());
        List<ExplainedStatement> statements = new ArrayList<>();
        run.trace(
                () -> LockTrace.on(scratch.dataSource()),
                trace ->
                        new TracedStep(
                                        step,
                                        file,
                                        new StepHooks(ready.plan().hooks()),
                                        trace,
                                        statements::add)
                                .run());
        return new Explanation(
                file,
                Optional.of(step.version()).filter(version -> version.number() != LooseFile.LAST),
                step.name(),
                step.transactionMode(),
                version(scratch),
                basis,
                statements,
                List.of());
    }

    private static String version(ScratchDatabase scratch) {
        try (Connection connection = scratch.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_version")) {
            row.next();
            return "PostgreSQL " + row.getString(1).split(" ", 2)[0];
        } catch (SQLException failure) {
            throw StatementFailure.lost(failure);
        }
    }

    /** Has it end soon, with an error; from any thread. */
    public void stop() {
        run.stop();
    }

    /** The error for a migration that is not there. */
    public static LifeguardException unknown(String named) {
        return Refused.because(
                "There is no migration \"%s\": it is neither a version in the directory nor a file. lifeguard-migrate status lists the versions."
                        .formatted(named));
    }
}
