package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is run on a scratch database before a trace, the sessions of traces, and how all of it is
 * stopped.
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
final class ScratchRun {

    private final Function<DataSource, MigratorBuilder> settings;
    private final Optional<String> schema;
    private volatile boolean stopped;
    private volatile @Nullable Migrator migrator;
    private volatile @Nullable LockTrace running;

    ScratchRun(Function<DataSource, MigratorBuilder> settings, Optional<String> schema) {
        this.settings = settings;
        this.schema = schema;
    }

    /** Opens the session of a trace. */
    @FunctionalInterface
    interface Opening {

        LockTrace open() throws SQLException;
    }

    /** Runs statements in the session of a trace. */
    @FunctionalInterface
    interface Traced {

        void run(LockTrace trace) throws SQLException;
    }

    /**
     * What there is to run.
     *
     * @throws dev.lifeguard.migrate.error.ValidationException where something forbids it
     */
    Plan plan(ScratchDatabase scratch) {
        Plan plan = migrator(scratch).plan(Target.all());
        plan.requireRunnable();
        return plan;
    }

    private Migrator migrator(ScratchDatabase scratch) {
        Migrator made = settings.apply(scratch.dataSource()).backgroundBatchesInUp().build();
        migrator = made;
        requireNotStopped();
        return made;
    }

    /**
     * Applies the first steps of the plan, as {@code up} would; where there are none, what runs
     * before them.
     */
    void prepare(ScratchDatabase scratch, int steps) {
        Migrator made = migrator(scratch);
        try {
            Plan plan = made.plan(Target.all());
            if (steps == plan.steps().size()) {
                made.up();
            } else if (steps > 0) {
                made.up(Target.steps(steps));
            } else {
                trace(
                        () -> LockTrace.on(scratch.dataSource()),
                        trace -> beforeUp(new StepHooks(plan.hooks()), trace));
            }
        } catch (LifeguardException failure) {
            requireNotStopped();
            throw StatementFailure.ofEarlier(failure);
        }
        requireNotStopped();
    }

    private static void beforeUp(StepHooks hooks, LockTrace trace) throws SQLException {
        trace.begin();
        for (String sql : hooks.texts(Moment.BEFORE_UP)) {
            trace.prepare(sql);
        }
        trace.commit();
    }

    /** Runs something in a session that is as a runner's. */
    void trace(Opening opening, Traced traced) {
        try (LockTrace session = opening.open()) {
            running = session;
            requireNotStopped();
            session.prepare("SET TimeZone = 'UTC'");
            if (schema.isPresent()) {
                lookFirstIn(session, schema.get());
            }
            traced.run(session);
        } catch (SQLException failure) {
            requireNotStopped();
            throw StatementFailure.lost(failure);
        } catch (LifeguardException failure) {
            requireNotStopped();
            throw failure;
        } finally {
            running = null;
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

    private void requireNotStopped() {
        if (stopped) {
            throw StatementFailure.stopped();
        }
    }

    /** Has it end soon, with an error; from any thread. */
    void stop() {
        stopped = true;
        Migrator preparing = migrator;
        if (preparing != null) {
            preparing.stop();
        }
        LockTrace session = running;
        if (session != null) {
            try {
                session.cancel();
            } catch (SQLException broken) {
                // Then it comes to its end by that.
            }
        }
    }
}
