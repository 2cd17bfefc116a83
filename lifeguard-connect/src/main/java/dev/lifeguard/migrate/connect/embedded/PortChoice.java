package dev.lifeguard.migrate.connect.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Names a port for a server; it may be taken again when the server starts. */
@FunctionalInterface
interface PortChoice {

    /** One that nobody listens on right now. */
    PortChoice FREE =
            () -> {
                try (ServerSocket socket =
                        new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    return socket.getLocalPort();
                }
            };

    /**
     * Another one each time.
     *
     * @throws IOException when there is none
     */
    int next() throws IOException;
}
