package dev.lifeguard.migrate.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Ends the databases that lifeguard:start has started in this project. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true)
public final class StopMojo extends LifeguardMojo {

    @Override
    boolean needsMigrations() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked") // Maven's type has none.
    void perform() {
        int stopped = StartedDatabases.of(getPluginContext()).stop(project());
        getLog().info(
                        stopped == 0
                                ? "No database runs."
                                : Words.count(stopped, "database") + " stopped.");
    }
}
