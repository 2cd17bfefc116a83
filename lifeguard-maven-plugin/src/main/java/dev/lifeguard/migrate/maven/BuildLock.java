package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one build at a time holds while it prepares its database; it ends with its process. */
record BuildLock(FileChannel channel) implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * Takes it.
     *
     * @param file locked, and made where it is not there
     * @throws dev.lifeguard.migrate.error.ConfigurationException when another one holds it for
     *     longer than that
     */
    static BuildLock take(Path file, Duration longest) throws IOException {
        long start = System.nanoTime();
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (!isLocked(channel)) {
                if (System.nanoTime() - start > longest.toNanos()) {
                    throw Refused.because(
                            ("Another build prepares a database in \"%s\". Run this again when that"
                                            + " has ended, or wait longer with lockTimeout.")
                                    .formatted(file.getParent()));
                }
                pause();
            }
            return new BuildLock(channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException anotherThread) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while another build prepared its database", interrupt);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
