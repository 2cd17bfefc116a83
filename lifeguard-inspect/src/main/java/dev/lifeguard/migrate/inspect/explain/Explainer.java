package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a migration locks, by running it on a scratch database of PostgreSQL.
 *
 * <ol>
 *   <li>The earlier migrations are applied, as {@code up} would.
 *   <li>The statements of this one run one by one, in its transaction or without one, each between
 *       two looks at the catalogue and the locks.
 *   <li>The database is dropped, whatever happened.
 * </ol>
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class Explainer {

    private final ScratchServer server;
    private final Function<DataSource, MigratorBuilder> settings;
    private final Optional<String> schema;
    private volatile boolean stopped;
    private volatile @Nullable Migrator migrator;
    private volatile @Nullable LockTrace trace;

    /**
     * One for a server.
     *
     * @param server makes the database, and is closed by whoever opened it
     * @param settings a builder with the migrations' sources and everything else that matters to
     *     them
     * @param schema where scripts look first, if that was said
     */
    public Explainer(
            ScratchServer server,
            Function<DataSource, MigratorBuilder> settings,
            Optional<String> schema) {
        this.server = server;
        this.settings = settings;
        this.schema = schema;
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
        try (ScratchDatabase scratch = server.make()) {
            Migrator made = settings.apply(scratch.dataSource()).build();
            migrator = made;
            requireNotStopped();
            Plan plan = made.plan(Target.all());
            plan.requireRunnable();
            List<PlanStep> steps = plan.steps();
            for (int index = 0; index < steps.size(); index++) {
                PlanStep step = steps.get(index);
                if (wanted.test(step)) {
                    server.prepareRoles(roles, MadeRoles.in(steps));
                    prepare(made, step, index);
                    return Optional.of(explained(scratch, step, file.orElse(step.fileName())));
                }
            }
            return Optional.empty();
        }
    }

    /** Of a repeatable one, all others and itself: it is one that runs again. */
    private void prepare(Migrator made, PlanStep step, int earlier) {
        try {
            if (step.repeatable()) {
                made.up();
            } else if (earlier > 0) {
                made.up(Target.steps(earlier));
            }
        } catch (LifeguardException failure) {
            requireNotStopped();
            throw StatementFailure.ofEarlier(failure);
        }
        requireNotStopped();
    }

    private Explanation explained(ScratchDatabase scratch, PlanStep step, String file) {
        try (LockTrace session = LockTrace.on(scratch.dataSource())) {
            trace = session;
            requireNotStopped();
            session.prepare("SET TimeZone = 'UTC'");
            if (schema.isPresent()) {
                lookFirstIn(session, schema.get());
            }
            TracedStep traced = new TracedStep(step, file, session);
            return new Explanation(
                    file,
                    Optional.of(step.version())
                            .filter(version -> version.number() != LooseFile.LAST),
                    step.name(),
                    step.transactionMode(),
                    version(scratch),
                    traced.statements(),
                    List.of());
        } catch (SQLException failure) {
            requireNotStopped();
            throw StatementFailure.lost(failure);
        } catch (LifeguardException failure) {
            requireNotStopped();
            throw failure;
        } finally {
            trace = null;
        }
    }

    private static void lookFirstIn(LockTrace session, String schema) throws SQLException {
        String quoted = "\"" + schema.replace("\"", "\"\"") + "\"";
        session.prepare("CREATE SCHEMA IF NOT EXISTS " + quoted);
        session.prepare(
                ("SELECT pg_catalog.set_config('search_path',"
                                + " pg_catalog.concat('%s, ',"
                                + " pg_catalog.current_setting('search_path')), false)")
                        .formatted(quoted.replace("'", "''")));
    }

    private static String version(ScratchDatabase scratch) throws SQLException {
        try (Connection connection = scratch.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_version")) {
            row.next();
            return "PostgreSQL " + row.getString(1).split(" ", 2)[0];
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
        LockTrace session = trace;
        if (session != null) {
            try {
                session.cancel();
            } catch (SQLException broken) {
                // Then it comes to its end by that.
            }
        }
    }

    /** The error for a migration that is not there. */
    public static LifeguardException unknown(String named) {
        return Refused.because(
                "There is no migration \"%s\": it is neither a version in the directory nor a file. lifeguard-migrate status lists the versions."
                        .formatted(named));
    }
}
