package dev.lifeguard.migrate.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A socket of the file system, with this test at its other end. */
final class UnixSocketTest {

    @TempDir private Path directory;

    @Test
    void leadsToItsPathAndNotWhereTheDriverSays() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Socket socket = new UnixSocketFactory(path.toString()).createSocket()) {
            server.bind(UnixDomainSocketAddress.of(path));
            socket.connect(InetSocketAddress.createUnresolved("localhost", 1), 1000);
            socket.getOutputStream().write("abc".getBytes(US_ASCII));
            try (SocketChannel other = server.accept()) {
                ByteBuffer got = ByteBuffer.allocate(3);
                while (got.hasRemaining()) {
                    other.read(got);
                }
                other.write(got.flip());
            }

            assertThat(socket.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("abc");
        }
    }

    @Test
    void namesThePathWhereNobodyListens() {
        Path path = directory.resolve("s");
        UnixSocketFactory factory = new UnixSocketFactory(path.toString());

        assertThatThrownBy(() -> factory.createSocket("localhost", 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(path + ": ");
    }
}
