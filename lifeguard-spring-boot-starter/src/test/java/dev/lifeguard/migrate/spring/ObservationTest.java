package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Meters and observations. */
final class ObservationTest {

    private final Database database = TestPostgres.create();

    @TempDir private Path directory;

    private ApplicationContextRunner application() {
        return StarterRunner.on(database)
                .withConfiguration(
                        AutoConfigurations.of(
                                LifeguardMetricsAutoConfiguration.class,
                                LifeguardObservationAutoConfiguration.class,
                                MetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    @Test
    void countsAndTimesMigrations() {
        application()
                .run(
                        context -> {
                            MeterRegistry registry = context.getBean(MeterRegistry.class);
                            context.getBean(Migrator.class).down();
                            var up =
                                    registry.get("lifeguard.migrate.migration")
                                            .tag("migrator", "lifeguardMigrator")
                                            .tag("direction", "up")
                                            .functionTimer();
                            var down =
                                    registry.get("lifeguard.migrate.migration")
                                            .tag("direction", "down")
                                            .functionTimer();
                            assertThat(up.count()).isEqualTo(2);
                            assertThat(up.totalTime(TimeUnit.NANOSECONDS)).isPositive();
                            assertThat(down.count()).isEqualTo(1);
                            assertThat(
                                            registry.get("lifeguard.migrate.failures")
                                                    .functionCounter()
                                                    .count())
                                    .isZero();
                        });
    }

    @Test
    void aRunIsOneObservation() {
        List<String> seen = new ArrayList<>();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new Recording(seen));
        application()
                .withBean(ObservationRegistry.class, () -> registry)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(seen)
                .containsExactly(
                        "lifeguard.migrate.run of lifeguardMigrator: 2 applied, error null");
    }

    @Test
    void onlyAMigrationOfMoreThanASecondHasASpanBelowThatOfTheRun() throws IOException {
        Files.writeString(
                directory.resolve("20240101000000_short.sql"), "CREATE TABLE short (id int);\n");
        Files.writeString(directory.resolve("20240102000000_long.sql"), "SELECT pg_sleep(1.1);\n");
        SimpleTracer tracer = new SimpleTracer();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new DefaultTracingObservationHandler(tracer));
        application()
                .withBean(ObservationRegistry.class, () -> registry)
                .withBean(Tracer.class, () -> tracer)
                .withPropertyValues("lifeguard.migrate.locations=filesystem:" + directory)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(tracer.getSpans().stream().map(SimpleSpan::getName))
                .containsExactlyInAnyOrder(
                        "migrate lifeguardMigrator", "migration 20240102000000 long");
        SimpleSpan slow =
                tracer.getSpans().stream()
                        .filter(span -> span.getName().endsWith("long"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Duration.between(slow.getStartTimestamp(), slow.getEndTimestamp()))
                .isGreaterThan(Duration.ofSeconds(1));
    }

    private record Recording(List<String> seen) implements ObservationHandler<Observation.Context> {

        @Override
        public void onStop(Observation.Context context) {
            seen.add(
                    "%s of %s: %s applied, error %s"
                            .formatted(
                                    context.getName(),
                                    value(context.getLowCardinalityKeyValue("migrator")),
                                    value(context.getHighCardinalityKeyValue("applied")),
                                    context.getError()));
        }

        private static String value(@Nullable KeyValue pair) {
            return pair == null ? "nothing" : pair.getValue();
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
