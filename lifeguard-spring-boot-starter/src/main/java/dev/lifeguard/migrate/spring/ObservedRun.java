package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.report.MigrationReport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ObjectProvider;

/** One observation a run: a timer in the meters, a span in the traces. */
final class ObservedRun implements MigrationRunObserver {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedRun.class);

    private final ObjectProvider<ObservationRegistry> registries;

    ObservedRun(ObjectProvider<ObservationRegistry> registries) {
        this.registries = registries;
    }

    @Override
    public MigrationReport observe(String migrator, Supplier<MigrationReport> run) {
        ObservationRegistry registry = registry();
        if (registry == null) {
            return run.get();
        }
        Observation observation =
                Observation.createNotStarted("lifeguard.migrate.run", registry)
                        .contextualName("migrate " + migrator)
                        .lowCardinalityKeyValue("migrator", migrator);
        return observation.observe(
                () -> {
                    MigrationReport report = run.get();
                    observation.highCardinalityKeyValue(
                            "applied", String.valueOf(report.applied().size()));
                    return report;
                });
    }

    /**
     * The application's, or null. What exports observations may itself wait for the database; then
     * there is none of this run.
     */
    private @Nullable ObservationRegistry registry() {
        try {
            return registries.getIfUnique();
        } catch (BeanCurrentlyInCreationException waitsForThis) {
            LOG.debug("The run is not observed: the registry waits for it", waitsForThis);
            return null;
        }
    }
}
