package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.explain.ScratchPreparation;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Finds out whether migrations can be taken back and applied again.
 *
 * <ol>
 *   <li>One scratch database gets all migrations, one after the other, as {@code up} applies them.
 *   <li>Before it gets one that is to be verified, that one runs up, down and up on a copy of it
 *       with two made-up rows in each table that would be empty and that the migration names. Where
 *       a run fails on that, it runs on a copy without them, too.
 *   <li>The schema of the copy is compared with that of the first database: behind the way down
 *       with the one before the migration, at the end with the one behind it.
 *   <li>All of them are dropped, whatever happened.
 * </ol>
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class Verifier {

    private final ScratchWork work;
    private final Optional<String> schema;

    /**
     * One for a server.
     *
     * @param server makes the databases, and is closed by whoever opened it
     * @param settings a builder with everything that matters to migrations, for a database and its
     *     sources
     * @param schema where scripts look first, if that was said
     * @param leftOut the tool's own tables
     */
    public Verifier(
            ScratchServer server,
            BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings,
            Optional<String> schema,
            OwnTables leftOut) {
        this.work = new ScratchWork(server, settings, leftOut, new Stopping());
        this.schema = schema;
    }

    /**
     * Verifies some migrations, or all.
     *
     * @param sources all migrations
     * @param wanted the versions of those that are verified; empty for all
     * @param roles those that there are on the target, as far as it is known
     * @param begins hears of each migration before it is verified
     * @return in the order in which they run
     * @throws LifeguardException when a problem forbids a run, one that is wanted is not there, or
     *     one fails on a database that has only what the earlier ones made
     */
    public List<Verified> verify(
            List<MigrationSource> sources,
            Optional<Set<MigrationVersion>> wanted,
            List<String> roles,
            Consumer<PlanStep> begins) {
        try (ScratchDatabase main = work.server().make()) {
            Plan plan = work.migrator(main, sources).ask(it -> it.plan(Target.all()));
            plan.requireRunnable();
            List<PlanStep> steps = plan.steps();
            wanted.ifPresent(versions -> requireThere(versions, steps));
            new ScratchPreparation(work.server(), main)
                    .make(
                            plan,
                            roles,
                            step -> wanted.map(some -> some.contains(step.version())).orElse(true));
            new BeforeFirst(plan, schema).make(main);
            return new Way(work, main, sources).verified(steps, wanted, begins);
        }
    }

    private static void requireThere(Set<MigrationVersion> wanted, List<PlanStep> steps) {
        Set<MigrationVersion> missing = new HashSet<>(wanted);
        steps.forEach(step -> missing.remove(step.version()));
        missing.stream()
                .sorted(Comparator.comparingLong(MigrationVersion::number))
                .findFirst()
                .ifPresent(
                        version -> {
                            throw Refused.because(
                                    "An empty database does not get the migration %s, so it cannot be verified: its file is not there, or a baseline stands for it. lifeguard-migrate status lists the versions."
                                            .formatted(version));
                        });
    }

    /** Has it end soon, with an error; from any thread. */
    public void stop() {
        work.stopping().ask();
    }
}
