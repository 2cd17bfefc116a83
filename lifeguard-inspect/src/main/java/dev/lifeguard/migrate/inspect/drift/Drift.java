package dev.lifeguard.migrate.inspect.drift;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.inspect.explain.ScratchPreparation;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Compares a live database with what its applied migrations make.
 *
 * <ol>
 *   <li>The migrations that its history names are applied to an empty scratch database, and no
 *       others.
 *   <li>Both schemas are read and compared, object by object.
 *   <li>The scratch database is dropped, whatever happened. The live one is only read.
 * </ol>
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class Drift {

    private final ScratchServer server;
    private final BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings;
    private final OwnTables leftOut;
    private volatile boolean stopped;
    private volatile @Nullable Migrator migrator;

    /**
     * One for a server.
     *
     * @param server makes the scratch database, and is closed by whoever opened it
     * @param settings a builder with everything that matters to migrations, for a database and its
     *     sources
     * @param leftOut the tool's own tables
     */
    public Drift(
            ScratchServer server,
            BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings,
            OwnTables leftOut) {
        this.server = server;
        this.settings = settings;
        this.leftOut = leftOut;
    }

    /**
     * Refuses a history whose migrations are not all here: half a schema is nothing to compare
     * with. Pending migrations that cannot be read make no difference.
     *
     * @param catalog what is here
     * @throws LifeguardException when migrations are applied that are not here, or not as here
     */
    public static void requireApplied(MigrationStatus status, MigrationCatalog catalog) {
        Set<MigrationVersion> applied =
                status.applied().stream().map(MigrationRecord::version).collect(Collectors.toSet());
        Set<String> pending =
                Stream.concat(catalog.scripts().stream(), catalog.repeatables().stream())
                        .filter(script -> !applied.contains(script.version()))
                        .map(Script::fileName)
                        .collect(Collectors.toSet());
        require(
                status,
                catalog,
                problem ->
                        problem.kind() != ErrorKind.INVALID_SCRIPT
                                || problem.file() == null
                                || !pending.contains(problem.file()));
    }

    /**
     * The same, where pending migrations have to be read, too.
     *
     * @param catalog what is here
     * @throws LifeguardException when migrations are applied that are not here, or not as here, or
     *     pending ones cannot be read
     */
    public static void requireWhole(MigrationStatus status, MigrationCatalog catalog) {
        require(status, catalog, problem -> true);
    }

    private static void require(
            MigrationStatus status, MigrationCatalog catalog, Predicate<ErrorDetail> matters) {
        for (MigrationRecord record : status.applied()) {
            if (record.isBaseline() && !isScript(record, catalog)) {
                throw Refused.because(
                        "The history begins with the baseline %s, whose migrations are not here, so what they make is not known. Write what was there before as a migration with that version."
                                .formatted(record.label()));
            }
            if (status.ahead().contains(record.version())) {
                throw Refused.because(
                        "The database has %s, which is newer than every file here. Use the files that it was migrated with."
                                .formatted(record.label()));
            }
        }
        List<ErrorDetail> problems =
                status.problems().stream()
                        .map(Problem::detail)
                        .filter(problem -> problem.kind() != ErrorKind.OUT_OF_ORDER)
                        .filter(matters)
                        .toList();
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
    }

    /** Whether a script for a baseline is here; the history does not tell whether it was edited. */
    private static boolean isScript(MigrationRecord baseline, MigrationCatalog catalog) {
        return catalog.baselines().stream()
                .anyMatch(script -> script.version().equals(baseline.version()));
    }

    /**
     * Compares them.
     *
     * @param sources all migrations
     * @param live the database
     * @param status what its history says
     * @param roles those that there are on its server
     * @throws LifeguardException when the migrations do not run on a scratch database, or one of
     *     the schemas cannot be read
     */
    public List<Difference> differences(
            DataSource live,
            MigrationStatus status,
            List<MigrationSource> sources,
            List<String> roles,
            IgnoredObjects ignored) {
        Set<MigrationVersion> applied =
                status.applied().stream().map(MigrationRecord::version).collect(Collectors.toSet());
        Set<MigrationVersion> begun =
                status.applied().stream()
                        .filter(MigrationRecord::isBaseline)
                        .map(MigrationRecord::version)
                        .collect(Collectors.toSet());
        List<MigrationSource> made =
                sources.stream()
                        .<MigrationSource>map(
                                source -> new AppliedMigrations(source, applied, begun))
                        .toList();
        try (ScratchDatabase scratch = server.makeLike(live)) {
            Migrator running =
                    settings.apply(scratch.dataSource(), made).backgroundBatchesInUp().build();
            migrator = running;
            requireNotStopped();
            Plan plan = running.plan(Target.all());
            new ScratchPreparation(server, scratch).make(plan, roles);
            apply(running);
            SnapshotReader reader = SnapshotReader.of(scratch.product());
            SchemaSnapshot expected = reader.read(scratch.dataSource(), leftOut);
            return Differences.between(expected, reader.read(live, leftOut), ignored);
        }
    }

    private void apply(Migrator running) {
        try {
            running.up();
            requireNothingPending(running);
        } catch (LifeguardException failure) {
            requireNotStopped();
            throw StatementFailure.ofEarlier(failure);
        }
        requireNotStopped();
    }

    private static void requireNothingPending(Migrator running) {
        List<PendingMigration> pending = running.status().pending();
        if (!pending.isEmpty()) {
            PendingMigration first = pending.getFirst();
            throw Refused.because(
                    "%s is applied to the database and stays pending on the scratch database, so what the migrations make is not known."
                            .formatted(first.version().label(first.name())));
        }
    }

    private void requireNotStopped() {
        if (stopped) {
            throw StatementFailure.stopped();
        }
    }

    /** Has it end soon, with an error; from any thread. */
    public void stop() {
        stopped = true;
        Migrator running = migrator;
        if (running != null) {
            running.stop();
        }
    }
}
