package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.DurationText;
import dev.lifeguard.migrate.cli.settings.FaultText;
import dev.lifeguard.migrate.cli.settings.Refused;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LockTimeoutException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an embedded server's directory, which the operating system frees when its holder
 * ends, however that ends.
 */
final class DirectoryLock implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final EmbeddedDirectory directory;
    private final FileChannel channel;

    private DirectoryLock(EmbeddedDirectory directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes it, after waiting for others.
     *
     * @throws LockTimeoutException when another process has it until the timeout
     */
    static DirectoryLock acquire(
            EmbeddedDirectory directory, Duration timeout, Progress progress, Shutdown shutdown) {
        long start = System.nanoTime();
        try {
            FileChannel channel = open(directory);
            try {
                boolean told = false;
                while (!locked(channel)) {
                    if (!told && !timeout.isZero()) {
                        progress.doing(
                                "Waiting for the embedded server, which %s has"
                                        .formatted(owner(directory)));
                        told = true;
                    }
                    if (System.nanoTime() - start >= timeout.toNanos()) {
                        throw timeout(directory, timeout);
                    }
                    shutdown.pause(POLL);
                }
                progress.done();
                writeOwner(directory);
                return new DirectoryLock(directory, channel);
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw Refused.because(
                    "The file \"%s\" cannot be locked: %s. Check its permissions."
                            .formatted(directory.lock(), FaultText.of(failure)),
                    failure);
        }
    }

    private static FileChannel open(EmbeddedDirectory directory) throws IOException {
        return FileChannel.open(
                directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private static void writeOwner(EmbeddedDirectory directory) throws IOException {
        Files.writeString(
                directory.owner(), "process %s%n".formatted(ProcessHandle.current().pid()));
    }

    private static String owner(EmbeddedDirectory directory) {
        try {
            return Files.readString(directory.owner()).strip();
        } catch (IOException notWritten) {
            return "another process";
        }
    }

    private static LockTimeoutException timeout(EmbeddedDirectory directory, Duration timeout) {
        return new LockTimeoutException(
                ErrorDetail.of(
                        ErrorKind.LOCK_TIMEOUT,
                        ("The embedded server in \"%s\" was not got within %s: %s has it. Run"
                                        + " this again when that has ended, or wait longer with"
                                        + " --lock-timeout.")
                                .formatted(
                                        directory.root(),
                                        DurationText.of(timeout),
                                        owner(directory))),
                null);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory.owner());
            channel.close();
        } catch (IOException unexpected) {
            // The lock ends with this process at the latest, which is about to end.
        }
    }
}
