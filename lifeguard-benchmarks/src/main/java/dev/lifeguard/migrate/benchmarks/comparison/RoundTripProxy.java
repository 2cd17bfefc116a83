package dev.lifeguard.migrate.benchmarks.comparison;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a driver and the server: it counts connections and round trips, and may add to the
 * time that each round trip takes.
 *
 * <p>A round trip after the login is a time at which the driver sends something after it has got an
 * answer, and the server answers again. The server's first ReadyForQuery ends the login (PostgreSQL
 * manual, section 55.2.1).
 */
final class RoundTripProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int READY_FOR_QUERY = 'Z';
    private static final int REFUSED = 'N';

    private final ServerSocket listening;
    private final int serverPort;
    private final Duration latency;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger roundTrips = new AtomicInteger();

    private RoundTripProxy(ServerSocket listening, int serverPort, Duration latency) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.latency = latency;
    }

    /**
     * Listens on a free port.
     *
     * @param latency what is added to each round trip
     */
    static RoundTripProxy open(int serverPort, Duration latency) throws IOException {
        ServerSocket listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        RoundTripProxy proxy = new RoundTripProxy(listening, serverPort, latency);
        Thread.ofPlatform().daemon().name("proxy").start(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Connections that logged in, so without requests to cancel. */
    int connections() {
        return connections.get();
    }

    /** Round trips behind the logins. */
    int roundTrips() {
        return roundTrips.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Link link = new Link(client, server);
                Thread.ofPlatform().daemon().start(link::requests);
                Thread.ofPlatform().daemon().start(link::answers);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean loggedIn;
        private volatile boolean asking;

        private Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** The whole latency is on this way: it comes once in a round trip, like half on each. */
        private void requests() {
            try (client;
                    server) {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                byte[] buffer = new byte[BUFFER_BYTES];
                int read = in.read(buffer);
                while (read >= 0) {
                    if (!asking) {
                        asking = true;
                        if (!latency.isZero()) {
                            LockSupport.parkNanos(latency.toNanos());
                        }
                    }
                    out.write(buffer, 0, read);
                    read = in.read(buffer);
                }
            } catch (IOException closed) {
                // The other direction ends with it.
            }
        }

        private void answers() {
            try (client;
                    server) {
                DataInputStream in = new DataInputStream(server.getInputStream());
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[BUFFER_BYTES];
                Frames frames = new Frames();
                int read = in.read(buffer);
                while (read >= 0) {
                    if (asking) {
                        asking = false;
                        if (loggedIn) {
                            roundTrips.incrementAndGet();
                        }
                    }
                    if (!loggedIn && frames.hasReady(buffer, read)) {
                        loggedIn = true;
                        connections.incrementAndGet();
                    }
                    out.write(buffer, 0, read);
                    read = in.read(buffer);
                }
            } catch (IOException closed) {
                // The other direction ends with it.
            }
        }
    }

    /** Finds the messages in the server's bytes: one of type, four of length, and the rest. */
    private static final class Frames {

        private int headerLeft = 5;
        private int type;
        private int length;
        private int bodyLeft;

        /** Whether a ReadyForQuery is in the next bytes. */
        private boolean hasReady(byte[] bytes, int count) {
            boolean ready = false;
            for (int at = 0; at < count; at++) {
                if (bodyLeft > 0) {
                    bodyLeft--;
                } else if (headerLeft == 5) {
                    type = bytes[at];
                    // The answer to a request for TLS or GSS has this byte only.
                    headerLeft = type == REFUSED && count == 1 ? 5 : 4;
                    length = 0;
                } else {
                    length = (length << 8) | (bytes[at] & 0xff);
                    headerLeft--;
                    if (headerLeft == 0) {
                        headerLeft = 5;
                        bodyLeft = length - 4;
                        ready |= type == READY_FOR_QUERY;
                    }
                }
            }
            return ready;
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
