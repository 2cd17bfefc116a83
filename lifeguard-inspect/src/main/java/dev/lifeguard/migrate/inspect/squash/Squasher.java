package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.explain.ScratchPreparation;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.verify.BeforeFirst;
import dev.lifeguard.migrate.inspect.verify.ScratchMigrator;
import dev.lifeguard.migrate.inspect.verify.ScratchWork;
import dev.lifeguard.migrate.inspect.verify.Stopping;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Makes one baseline of all migrations up to a version.
 *
 * <ol>
 *   <li>One scratch database gets what runs before the first migration: what is there then is not
 *       in the baseline. A second one gets the migrations, as {@code up} applies them.
 *   <li>The baseline is the schema of the second one, the rows of those tables that are named,
 *       where sequences are, and whose the objects are.
 *   <li>A third one gets the baseline alone. Unless its schema has the same bytes, and its tables
 *       the same rows, nothing comes of it.
 *   <li>Where rows are kept, a fourth one gets the migrations again: rows that are others then are
 *       told.
 *   <li>What is newer, and what is repeatable, is applied to both. Unless it runs behind the
 *       baseline, and makes the same schema there, nothing comes of it.
 *   <li>All of them are dropped, whatever happened.
 * </ol>
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class Squasher {

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
    public Squasher(
            ScratchServer server,
            BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings,
            Optional<String> schema,
            OwnTables leftOut) {
        this.work = new ScratchWork(server, settings, leftOut, new Stopping());
        this.schema = schema;
    }

    /**
     * Makes it, and proves it.
     *
     * @param sources all migrations
     * @param range those that are squashed
     * @param roles those that there are on the target, as far as it is known
     * @throws LifeguardException when the migrations or the baseline do not run on an empty
     *     database, when both do not make the same, or when the migrations make what no baseline
     *     can hold
     */
    public SquashedBaseline squash(
            List<MigrationSource> sources,
            SquashRange range,
            WantedRows wanted,
            List<String> roles) {
        try (ScratchDatabase before = work.server().make();
                ScratchDatabase migrated = work.server().make();
                ScratchDatabase alone = work.server().make()) {
            Plan whole = prepared(before, sources, roles);
            List<String> rolesBefore = work.server().roles();
            ServerWide serverWide = ServerWide.before(work, before);
            Duration all = applied(migrated, chosen(sources, range));
            AppearedRoles.since(
                            rolesBefore,
                            work.server(),
                            steps(whole, step -> isSquashed(step, range)))
                    .requireNone();
            serverWide.requireKept(whole, step -> isSquashed(step, range));
            MadeByMigrations made = new MadeByMigrations(work, before, migrated, wanted);
            List<PlanStep> newer = steps(whole, step -> !isSquashed(step, range));
            if (newer.isEmpty()) {
                MadeByMigrations.requireTold(made.untold());
            }
            String text = made.text(range);
            Duration baseline = applied(alone, text, range, hooks(sources));
            new Proof(work, wanted).require(migrated, alone);
            List<VaryingRows> varying = varying(migrated, made.kept(), chosen(sources, range));
            if (!newer.isEmpty()) {
                new NewerProof(work, sources, newer, new BaselineSource(range.fileName(), text))
                        .require(migrated, alone, made.untold());
            }
            return new SquashedBaseline(
                    range, text, made.kept(), made.leftOut(), varying, all, baseline);
        }
    }

    /** The plan for an empty database; what runs before the first migration is made. */
    private Plan prepared(
            ScratchDatabase before, List<MigrationSource> sources, List<String> roles) {
        Plan whole = migrator(before, sources).ask(it -> it.plan(Target.all()));
        whole.requireRunnable();
        new ScratchPreparation(work.server(), before).make(whole, roles);
        new BeforeFirst(whole, schema).make(before);
        return whole;
    }

    private static List<PlanStep> steps(Plan whole, Predicate<PlanStep> wanted) {
        return whole.steps().stream().filter(wanted).toList();
    }

    private static boolean isSquashed(PlanStep step, SquashRange range) {
        return !step.version().isRepeatable() && step.version().number() <= range.last().number();
    }

    /** What is other after another run; nobody runs it where no rows are kept. */
    private List<VaryingRows> varying(
            ScratchDatabase migrated, List<TableRows> kept, List<MigrationSource> sources) {
        if (kept.isEmpty()) {
            return List.of();
        }
        try (ScratchDatabase again = work.server().make()) {
            applied(again, sources);
            List<VaryingRows> varying = new ArrayList<>();
            for (TableRows table : kept) {
                SortedMap<String, String> once = contents(migrated, it -> it.columns(table.name()));
                SortedMap<String, String> twice = contents(again, it -> it.columns(table.name()));
                List<String> columns =
                        once.keySet().stream()
                                .filter(
                                        column ->
                                                !Objects.equals(
                                                        once.get(column), twice.get(column)))
                                .toList();
                if (!columns.isEmpty()) {
                    varying.add(new VaryingRows(table.plainName(), columns));
                }
            }
            return varying;
        }
    }

    private static List<MigrationSource> chosen(List<MigrationSource> sources, SquashRange range) {
        return sources.stream()
                .<MigrationSource>map(each -> new ChosenFiles(each, range.last().number()))
                .toList();
    }

    private static List<MigrationSource> hooks(List<MigrationSource> sources) {
        return sources.stream().<MigrationSource>map(each -> new ChosenFiles(each, 0)).toList();
    }

    private ScratchMigrator migrator(ScratchDatabase database, List<MigrationSource> sources) {
        return work.migrator(database, sources);
    }

    private Duration applied(ScratchDatabase database, List<MigrationSource> sources) {
        long began = System.nanoTime();
        try {
            migrator(database, sources).up();
        } catch (LifeguardException failure) {
            work.stopping().requireNotAsked();
            throw StatementFailure.ofWanted(failure.detail());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Duration applied(
            ScratchDatabase database, String text, SquashRange range, List<MigrationSource> hooks) {
        List<MigrationSource> sources = new ArrayList<>(hooks);
        sources.add(new BaselineSource(range.fileName(), text));
        long began = System.nanoTime();
        try {
            migrator(database, sources).up();
        } catch (LifeguardException failure) {
            work.stopping().requireNotAsked();
            throw Proof.doesNotRun(failure);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private <T> T contents(ScratchDatabase database, PgContents.Reading<T> reading) {
        work.stopping().requireNotAsked();
        return PgContents.read(database.dataSource(), work.leftOut(), reading);
    }

    /** Has it end soon, with an error; from any thread. */
    public void stop() {
        work.stopping().ask();
    }
}
