package dev.lifeguard.migrate.tests.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy in front of any server, as a bad network is: slow, or silent. Once a client sends a text,
 * nothing passes any more on any connection, in both directions, and no connection is closed.
 */
final class BadNetwork implements AutoCloseable {

    private final int serverPort;
    private final String text;
    private final Duration delay;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile boolean freezes;

    private BadNetwork(int serverPort, String text, Duration delay, ServerSocket listener) {
        this.serverPort = serverPort;
        this.text = text;
        this.delay = delay;
        this.listener = listener;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /**
     * One in front of a port of this machine that goes silent.
     *
     * @param text ASCII, short enough to be sent in one piece; itself it does not pass
     */
    static BadNetwork silentFrom(String text, int serverPort) {
        return open(serverPort, text, Duration.ZERO);
    }

    /**
     * The same as the server sees a process that stands still: the text itself passes, and behind
     * it nothing does, no answer and no end of a connection of the client's.
     */
    static BadNetwork frozenAfter(String text, int serverPort) {
        BadNetwork network = open(serverPort, text, Duration.ZERO);
        network.freezes = true;
        return network;
    }

    /** One in front of a port of this machine on which each answer takes so long. */
    static BadNetwork slow(Duration delay, int serverPort) {
        return open(serverPort, "\0nobody sends this", delay);
    }

    private static BadNetwork open(int serverPort, String text, Duration delay) {
        try {
            return new BadNetwork(
                    serverPort,
                    text,
                    delay,
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    boolean isSilent() {
        return silent;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.addAll(List.of(client, server));
                Thread.ofPlatform().daemon().start(() -> pass(client, server, true));
                Thread.ofPlatform().daemon().start(() -> pass(server, client, false));
            } catch (IOException closed) {
                // The test is over.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean fromClient) {
        byte[] piece = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                boolean last =
                        fromClient
                                && new String(piece, 0, length, StandardCharsets.ISO_8859_1)
                                        .contains(text);
                if (last && freezes && !silent) {
                    out.write(piece, 0, length);
                }
                silent |= last;
                while (silent && freezes && !listener.isClosed()) {
                    Thread.sleep(10);
                }
                if (!fromClient) {
                    Thread.sleep(delay);
                }
                if (!silent) {
                    out.write(piece, 0, length);
                }
            }
        } catch (IOException | InterruptedException closed) {
            // One side has closed it.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
