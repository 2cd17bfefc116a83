package dev.lifeguard.migrate.connect.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.connect.file.UserCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that another process takes before the server listens on it. */
final class TakenPortTest {

    @TempDir private Path parent;

    @Test
    void anotherOneIsTried() throws IOException {
        UserCache cache = new UserCache(System.getenv());
        ServerPrograms programs =
                ServerPrograms.in(
                        cache.orElse(parent.resolve("programs")),
                        ServerCaller.silent(Duration.ofMinutes(1), "by hand"));
        EmbeddedDirectory directory = EmbeddedDirectory.at(parent.resolve("server"));
        directory.prepare(programs.major());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = PortChoice.FREE.next();
            Deque<Integer> ports = new ArrayDeque<>(List.of(taken.getLocalPort(), free));

            int port = new ServerStart(directory, programs, ServerUse.SHARED, ports::remove).run();

            assertThat(port).isEqualTo(free);
        } finally {
            LeftoverServer.of(directory).stop();
        }
    }
}
