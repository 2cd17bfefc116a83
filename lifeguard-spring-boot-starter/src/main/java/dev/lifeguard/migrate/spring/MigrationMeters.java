package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.source.Direction;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts what migrators do, and shows it as meters.
 *
 * <p>It counts by itself and is asked later: migrations run before an application has its registry,
 * and to make that one sooner would let whatever exports meters wait for the database and the
 * database for it.
 */
final class MigrationMeters implements MigratorCustomizer, MeterBinder {

    private static final String PREFIX = "lifeguard.migrate.";

    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    @Override
    public void customize(MigratorBuilder builder) {
        customize(LifeguardMigrateAutoConfiguration.MIGRATOR, builder);
    }

    @Override
    public void customize(String migrator, MigratorBuilder builder) {
        builder.listener(counts.computeIfAbsent(migrator, name -> new Counts()));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts.forEach(
                (migrator, counted) -> bind(Tags.of("migrator", migrator), counted, registry));
    }

    private static void bind(Tags tags, Counts counted, MeterRegistry registry) {
        timer("migration", "Migrations applied", counted.applied)
                .tags(tags.and("direction", "up"))
                .register(registry);
        timer("migration", "Migrations rolled back", counted.rolledBack)
                .tags(tags.and("direction", "down"))
                .register(registry);
        timer("lock.wait", "Waiting for another runner", counted.waited)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder(PREFIX + "failures", counted.failed, AtomicLong::doubleValue)
                .description("Migrations that failed")
                .tags(tags)
                .register(registry);
    }

    private static FunctionTimer.Builder<Total> timer(String name, String what, Total total) {
        return FunctionTimer.builder(
                        PREFIX + name, total, Total::count, Total::nanos, TimeUnit.NANOSECONDS)
                .description(what);
    }

    /** How many, and how long together. */
    private static final class Total {

        private final AtomicLong count = new AtomicLong();
        private final AtomicLong nanos = new AtomicLong();

        void add(Duration time) {
            nanos.addAndGet(time.toNanos());
            count.incrementAndGet();
        }

        long count() {
            return count.get();
        }

        double nanos() {
            return nanos.get();
        }
    }

    /** What one migrator did since the application started. */
    private static final class Counts implements MigrationListener {

        final Total applied = new Total();
        final Total rolledBack = new Total();
        final Total waited = new Total();
        final AtomicLong failed = new AtomicLong();
        private final AtomicReference<@Nullable Waiting> waiting = new AtomicReference<>();

        @Override
        public void on(MigrationEvent event) {
            switch (event) {
                case MigrationEvent.MigrationFinished finished ->
                        (finished.step().direction() == Direction.UP ? applied : rolledBack)
                                .add(finished.result().executionTime());
                case MigrationEvent.MigrationFailed ignored -> failed.incrementAndGet();
                case MigrationEvent.LockWaiting longer ->
                        waiting.set(new Waiting(longer.waited(), System.nanoTime()));
                case MigrationEvent.LockAcquired ignored -> acquired();
                default -> {}
            }
        }

        private void acquired() {
            Waiting last = waiting.getAndSet(null);
            if (last != null && last.age().compareTo(Waiting.REPEATED) < 0) {
                waited.add(last.waited().plus(last.age()));
            }
        }
    }

    /** Somebody waits for the lock, as it was told at some time. */
    private record Waiting(Duration waited, long toldAt) {

        /** It is told again every 15 s; what is older is a wait that was given up. */
        static final Duration REPEATED = Duration.ofSeconds(20);

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - toldAt);
        }
    }
}
