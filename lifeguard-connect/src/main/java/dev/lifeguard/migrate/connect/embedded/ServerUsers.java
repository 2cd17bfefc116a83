package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.file.PrivateDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a server that several share: a file each, which its user has locked, so that the file of
 * one that was killed tells that nobody has it any more. Looked at and changed only by whoever has
 * the directory's lock.
 */
final class ServerUsers {

    private final Path directory;

    ServerUsers(EmbeddedDirectory server) {
        this.directory = server.users();
    }

    /** One that uses the server, until it is closed. */
    record User(Path file, FileChannel channel) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
            channel.close();
        }
    }

    /** Takes one more in. */
    User enter() throws IOException {
        try {
            Files.createDirectory(directory, PrivateDirectory.attributes());
        } catch (FileAlreadyExistsException there) {
            // Another one made it.
        }
        Path file = directory.resolve(ownPrefix() + UUID.randomUUID());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("the new file %s is locked".formatted(file));
            }
            return new User(file, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Whether nobody uses it. */
    boolean isEmpty() throws IOException {
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            boolean empty = true;
            for (Path file : all) {
                empty &= !isAlive(file);
            }
            return empty;
        }
    }

    /** Removes the file of one that is not. */
    private static boolean isAlive(Path file) throws IOException {
        if (file.getFileName().toString().startsWith(ownPrefix())) {
            // To open it would be to lose the lock: a system's lock is a process's.
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                return true;
            }
        }
        Files.deleteIfExists(file);
        return false;
    }

    /** Numbers of processes are given anew, and in containers they are the same. */
    private static String ownPrefix() {
        ProcessHandle own = ProcessHandle.current();
        long started = own.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return "%s-%s-".formatted(own.pid(), started);
    }
}
