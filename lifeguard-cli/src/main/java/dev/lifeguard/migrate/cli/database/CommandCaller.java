package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.time.Duration;

/**
 * A command that wants an embedded server.
 *
 * @param patience how long it waits for others who have the server's directory
 */
public record CommandCaller(Duration patience, Progress progress, Shutdown shutdown)
        implements ServerCaller {

    @Override
    public String longer() {
        return "with --lock-timeout";
    }

    @Override
    public void doing(String what) {
        progress.doing(what);
    }

    @Override
    public void done() {
        progress.done();
    }

    @Override
    public void warn(String what) {
        progress.warning(what);
    }

    @Override
    public void pause(Duration time) {
        shutdown.pause(time);
    }

    @Override
    public void starting(Duration longest) {
        shutdown.onRequest(() -> {}, () -> longest);
    }

    @Override
    public ConfigurationException missingPrograms() {
        return MissingPrograms.refused();
    }
}
