package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the servers keep their data: in memory where there is room, since a test's database is some
 * 300 files that are made and removed.
 *
 * <p>The property {@code lifeguard.servers} names another directory.
 */
final class ServerMemory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path ON_DISK = PostgresServer.HOME.resolve("data");

    /** Four times what two processes' servers take. */
    private static final long ROOM = 4L << 30;

    private ServerMemory() {}

    /** The directory, which is there. */
    static Path directory() throws IOException {
        String told = System.getProperty("lifeguard.servers", "");
        if (!told.isEmpty()) {
            return Files.createDirectories(Path.of(told).toAbsolutePath());
        }
        return hasRoom() ? own() : Files.createDirectories(ON_DISK);
    }

    private static boolean hasRoom() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM;
    }

    /** Everybody may make directories there, so it is one of this user's alone. */
    private static Path own() throws IOException {
        String user = System.getProperty("user.name");
        Path own = MEMORY.resolve("lifeguard-tests-" + user);
        if (!Files.isDirectory(own)) {
            Files.createDirectories(
                    own,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        boolean belongsToUser = Files.getOwner(own).getName().equals(user);
        return belongsToUser ? own : Files.createDirectories(ON_DISK);
    }
}
