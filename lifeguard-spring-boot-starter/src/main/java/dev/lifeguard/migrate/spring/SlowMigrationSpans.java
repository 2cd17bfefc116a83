package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A span below that of the run for each migration that took more than a second: a thousand short
 * ones would hide it. It is made when the migration is over, with the time when that began.
 */
final class SlowMigrationSpans implements MigrationListener {

    private static final Duration SLOW = Duration.ofSeconds(1);

    private final ObjectProvider<Tracer> tracers;

    SlowMigrationSpans(ObjectProvider<Tracer> tracers) {
        this.tracers = tracers;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.MigrationFinished finished) {
            Duration time = finished.result().executionTime();
            if (time.compareTo(SLOW) > 0) {
                add(finished.step(), time);
            }
        }
    }

    private void add(PlanStep step, Duration time) {
        Tracer tracer = tracer();
        Span run = tracer.currentSpan();
        if (run == null) {
            return;
        }
        Instant end = Instant.now();
        tracer.spanBuilder()
                .setParent(run.context())
                .name("migration " + step.label())
                .tag("version", step.version().toString())
                .tag("file", step.fileName())
                .startTimestamp(end.minus(time).toEpochMilli(), TimeUnit.MILLISECONDS)
                .start()
                .end(end.toEpochMilli(), TimeUnit.MILLISECONDS);
    }

    private Tracer tracer() {
        try {
            return tracers.getIfUnique(() -> Tracer.NOOP);
        } catch (BeanCurrentlyInCreationException waitsForTheRun) {
            return Tracer.NOOP;
        }
    }
}
