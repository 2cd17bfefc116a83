package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.words.DurationText;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LockTimeoutException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an embedded server's directory, which the operating system frees when its holder
 * ends, however that ends.
 *
 * <p>The system's lock is a process's, and is lost when any channel on the file closes in that
 * process. So a process opens the file in one place at a time: a system property says that it has
 * it, which all class loaders see.
 */
final class DirectoryLock implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final String PROPERTY = "dev.lifeguard.migrate.embedded.lock:";

    private final EmbeddedDirectory directory;
    private final FileChannel channel;

    private DirectoryLock(EmbeddedDirectory directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes it, after waiting for others: for those who share the server, too, where it is to be
     * this process's alone.
     *
     * @throws LockTimeoutException when another process has it until the caller's patience ends
     */
    static DirectoryLock acquire(EmbeddedDirectory directory, ServerUse use, ServerCaller caller) {
        long start = System.nanoTime();
        boolean told = false;
        while (true) {
            @Nullable DirectoryLock lock = tried(directory, use);
            if (lock != null) {
                caller.done();
                return lock;
            }
            if (!told && !caller.patience().isZero()) {
                caller.doing(
                        "Waiting for the embedded server, which %s has"
                                .formatted(owner(directory)));
                told = true;
            }
            if (System.nanoTime() - start >= caller.patience().toNanos()) {
                throw timeout(directory, caller);
            }
            caller.pause(POLL);
        }
    }

    private static @Nullable DirectoryLock tried(EmbeddedDirectory directory, ServerUse use) {
        Object holder = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(property(directory), holder) != null) {
            return null;
        }
        @Nullable DirectoryLock lock = null;
        try {
            lock = ofThisProcess(directory, use);
            return lock;
        } catch (IOException failure) {
            throw Refused.because(
                    "The file \"%s\" cannot be locked: %s. Check its permissions."
                            .formatted(directory.lock(), FaultText.of(failure)),
                    failure);
        } finally {
            if (lock == null) {
                System.getProperties().remove(property(directory));
            }
        }
    }

    private static @Nullable DirectoryLock ofThisProcess(EmbeddedDirectory directory, ServerUse use)
            throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            boolean used = use == ServerUse.ALONE && !new ServerUsers(directory).isEmpty();
            if (lock == null || used) {
                channel.close();
                return null;
            }
            writeOwner(directory);
            return new DirectoryLock(directory, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static String property(EmbeddedDirectory directory) {
        return PROPERTY + directory.real();
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

    private static LockTimeoutException timeout(EmbeddedDirectory directory, ServerCaller caller) {
        return new LockTimeoutException(
                ErrorDetail.of(
                        ErrorKind.LOCK_TIMEOUT,
                        ("The embedded server in \"%s\" was not got within %s: %s has it. Run"
                                        + " this again when that has ended, or wait longer %s.")
                                .formatted(
                                        directory.root(),
                                        DurationText.of(caller.patience()),
                                        owner(directory),
                                        caller.longer())),
                null);
    }

    /** Those who share the server, who are looked at and changed under this lock alone. */
    ServerUsers users() {
        return new ServerUsers(directory);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory.owner());
            channel.close();
        } catch (IOException unexpected) {
            // The lock ends with this process at the latest.
        } finally {
            System.getProperties().remove(property(directory));
        }
    }
}
