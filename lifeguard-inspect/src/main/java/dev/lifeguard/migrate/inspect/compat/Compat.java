package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.compat.CheckedStatement.Change;
import dev.lifeguard.migrate.inspect.drift.AppliedMigrations;
import dev.lifeguard.migrate.inspect.explain.ScratchPreparation;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.verify.ScratchMigrator;
import dev.lifeguard.migrate.inspect.verify.Stopping;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Finds out whether the application that runs survives the migrations that are pending.
 *
 * <ol>
 *   <li>A scratch database gets the migrations that are applied. Its server prepares each statement
 *       of the application there.
 *   <li>It gets the pending ones, one after the other. After each, the server prepares the
 *       statements again, and what rows have to fulfil is compared with what they had to before the
 *       first one.
 *   <li>A copy of the database as it was before tells which new conditions follow from old ones.
 *   <li>Both are dropped, whatever happened. No statement is executed.
 * </ol>
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class Compat {

    private final ScratchServer server;
    private final BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings;
    private final Optional<String> schema;
    private final Stopping stopping = new Stopping();

    /**
     * One for a server.
     *
     * @param server makes the databases, and is closed by whoever opened it
     * @param settings a builder with everything that matters to migrations, for a database and its
     *     sources
     * @param schema where scripts look first, if that was said
     */
    public Compat(
            ScratchServer server,
            BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings,
            Optional<String> schema) {
        this.server = server;
        this.settings = settings;
        this.schema = schema;
    }

    /**
     * What is asked.
     *
     * @param status what is applied
     * @param planned the pending ones that run now, in their order
     * @param statements those of the application
     * @param paths where it may look for names
     * @param roles those that there are on the target, as far as it is known
     */
    public record Question(
            MigrationStatus status,
            List<PlanStep> planned,
            GivenStatements statements,
            SearchPaths paths,
            List<String> roles) {

        /** Copies the lists. */
        public Question {
            planned = List.copyOf(planned);
            roles = List.copyOf(roles);
        }

        private Set<MigrationVersion> pending() {
            return Stream.concat(
                            planned.stream().map(PlanStep::version),
                            status.pending().stream().map(PendingMigration::version))
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Looks.
     *
     * @param sources all migrations
     * @param begins hears of each migration before it is looked at
     * @throws LifeguardException when a migration does not run on the scratch database
     */
    public CompatReport report(
            Question question, List<MigrationSource> sources, Consumer<PlanStep> begins) {
        try (ScratchDatabase main = server.make()) {
            Set<MigrationVersion> begun = begun(question.status());
            Set<MigrationVersion> reached = applied(question.status());
            reached.addAll(begun);
            prepareRoles(main, question, sources);
            up(main, made(sources, reached, begun), Moment.BEFORE);
            List<PlanStep> pending = pending(main, question, sources);
            try (ScratchDatabase before = server.copy(main);
                    Connection old = before.dataSource().getConnection()) {
                Checks checks = checks(main, old, question);
                for (PlanStep step : pending) {
                    begins.accept(step);
                    reached.add(step.version());
                    up(main, made(sources, reached, begun), Moment.PENDING);
                    check(main, checks, step);
                }
                return checks.report(question.statements(), pending.size());
            }
        } catch (SQLException lost) {
            stopping.requireNotAsked();
            throw StatementFailure.lost(lost);
        }
    }

    /** The plan of the target ends where one waits for batches, which here are done. */
    private List<PlanStep> pending(
            ScratchDatabase main, Question question, List<MigrationSource> sources) {
        Set<MigrationVersion> pending = question.pending();
        if (pending.size() == question.planned().size()) {
            return question.planned();
        }
        Plan whole = migrator(main, sources).ask(it -> it.plan(Target.all()));
        whole.requireRunnable();
        List<PlanStep> steps =
                whole.steps().stream().filter(step -> pending.contains(step.version())).toList();
        if (steps.size() < pending.size()) {
            throw Refused.because(
                    "%s migrations are pending, and %s of them on the scratch database, so what the others do is not known."
                            .formatted(pending.size(), steps.size()));
        }
        return steps;
    }

    /**
     * What is pending where the migrations up to one are applied, without a database that has them;
     * repeatable ones are, since nobody knows what they were.
     *
     * @param last the newest that is applied
     * @param sources all migrations
     * @throws LifeguardException when it is not there, or one up to it does not run
     */
    public Plan planSince(MigrationVersion last, List<MigrationSource> sources) {
        try (ScratchDatabase main = server.make()) {
            Plan whole = migrator(main, sources).ask(it -> it.plan(Target.all()));
            whole.requireRunnable();
            new ScratchPreparation(server, main).make(whole, List.of());
            Set<MigrationVersion> applied = upTo(last, whole.steps());
            up(main, made(sources, applied, applied), Moment.BEFORE);
            return migrator(main, sources).ask(it -> it.plan(Target.all()));
        }
    }

    private static Set<MigrationVersion> upTo(MigrationVersion last, List<PlanStep> steps) {
        List<MigrationVersion> versions = steps.stream().map(PlanStep::version).toList();
        int place = versions.indexOf(last);
        if (place < 0) {
            throw Refused.because(
                    "An empty database does not get the migration %s: its file is not there, or a baseline stands for it. The newest that it gets %s."
                            .formatted(last, NewestVersions.of(versions)));
        }
        return Set.copyOf(versions.subList(0, place + 1));
    }

    private static Set<MigrationVersion> begun(MigrationStatus status) {
        return status.applied().stream()
                .filter(MigrationRecord::isBaseline)
                .map(MigrationRecord::version)
                .collect(Collectors.toSet());
    }

    /** An edited repeatable one is pending; what it was before, no file tells. */
    private static Set<MigrationVersion> applied(MigrationStatus status) {
        Set<MigrationVersion> applied =
                status.applied().stream()
                        .map(MigrationRecord::version)
                        .collect(Collectors.toCollection(HashSet::new));
        status.pending().stream().map(PendingMigration::version).forEach(applied::remove);
        return applied;
    }

    private static List<MigrationSource> made(
            List<MigrationSource> sources,
            Set<MigrationVersion> reached,
            Set<MigrationVersion> begun) {
        Set<MigrationVersion> versions = Set.copyOf(reached);
        return sources.stream()
                .<MigrationSource>map(source -> new AppliedMigrations(source, versions, begun))
                .toList();
    }

    private ScratchMigrator migrator(ScratchDatabase database, List<MigrationSource> sources) {
        return new ScratchMigrator(
                settings.apply(database.dataSource(), sources).outOfOrder(OutOfOrder.ALLOW),
                stopping);
    }

    private void prepareRoles(
            ScratchDatabase main, Question question, List<MigrationSource> sources) {
        Plan plan = migrator(main, sources).ask(it -> it.plan(Target.all()));
        new ScratchPreparation(server, main).make(plan, question.roles());
    }

    /** Whose failure it would be. */
    private enum Moment {
        BEFORE,
        PENDING
    }

    private void up(ScratchDatabase main, List<MigrationSource> sources, Moment moment) {
        try {
            migrator(main, sources).up();
        } catch (LifeguardException failure) {
            stopping.requireNotAsked();
            throw switch (moment) {
                case BEFORE -> StatementFailure.ofEarlier(failure);
                case PENDING -> StatementFailure.ofWanted(failure.detail());
            };
        }
    }

    private Checks checks(ScratchDatabase main, Connection old, Question question)
            throws SQLException {
        try (Connection connection = main.dataSource().getConnection()) {
            List<String> paths = new ArrayList<>();
            paths.add(usualPath(connection));
            paths.addAll(question.paths().paths());
            SchemaState state = SchemaStateReader.read(connection);
            return new Checks(
                    Baseline.of(connection, state, paths, question.statements().read()),
                    state,
                    new ImpliedConditions(old),
                    new ViewTargets(question.statements().parser()));
        }
    }

    private String usualPath(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW search_path")) {
            row.next();
            String path = row.getString(1);
            String usual = path.isEmpty() ? "''" : path;
            return schema.map(first -> TableName.quoted(first) + ", " + usual).orElse(usual);
        }
    }

    private void check(ScratchDatabase main, Checks checks, PlanStep step) throws SQLException {
        try (Connection connection = main.dataSource().getConnection()) {
            SchemaState now = SchemaStateReader.read(connection);
            Preparer preparer = new Preparer(connection);
            Change change = checks.changeTo(now, new RefusedDefaults(connection));
            for (CheckedStatement statement : checks.baseline().checked()) {
                stopping.requireNotAsked();
                checks.add(step, statement, statement.said(preparer, change));
            }
        }
    }

    /** Has it end soon, with an error; from any thread. */
    public void stop() {
        stopping.ask();
    }
}
