package dev.lifeguard.migrate.cli.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * One start of the server.
 *
 * <p>The library tries to connect until its time is over, also when the server has given up long
 * before. So it works on a thread of its own, and the log is looked at meanwhile.
 */
final class ServerStart {

    private static final Pattern GIVEN_UP = Pattern.compile("pg_ctl: (could not start|error:)");

    private final Callable<EmbeddedPostgres> start;
    private final EmbeddedDirectory directory;

    ServerStart(EmbeddedPostgres.Builder builder, EmbeddedDirectory directory) {
        this.start = builder::start;
        this.directory = directory;
    }

    /**
     * Starts it, and waits until one can connect.
     *
     * @throws IOException when it does not start
     */
    EmbeddedPostgres run() throws IOException {
        FutureTask<EmbeddedPostgres> task = new FutureTask<>(start);
        Thread.ofPlatform().daemon().name("postgresql-start").start(task);
        while (true) {
            try {
                return task.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                if (hasGivenUp()) {
                    task.cancel(true);
                    throw new IOException("the server has given up");
                }
            } catch (ExecutionException failed) {
                throw new IOException(String.valueOf(failed.getCause()), failed);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                task.cancel(true);
                throw new IOException("interrupted", interrupt);
            }
        }
    }

    private boolean hasGivenUp() throws IOException {
        return GIVEN_UP.matcher(Files.readString(directory.log())).find();
    }
}
