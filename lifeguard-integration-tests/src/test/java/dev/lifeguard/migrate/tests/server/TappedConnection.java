package dev.lifeguard.migrate.tests.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection through the tap, its messages passed on one by one.
 *
 * <p>Source: PostgreSQL manual, chapter "Frontend/Backend Protocol".
 */
final class TappedConnection {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;

    private final WireTap tap;
    private final Socket client;
    private final Socket server;
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final AtomicInteger roundTrips = new AtomicInteger();

    /** Syncs and queries that the server has not answered yet. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private volatile boolean clientMayAsk = true;
    private volatile boolean loggedIn;
    private volatile boolean mute;

    TappedConnection(WireTap tap, Socket client, Socket server) {
        this.tap = tap;
        this.client = client;
        this.server = server;
    }

    void start() {
        Thread.ofVirtual().start(() -> whileOpen(this::passOnFromClient));
    }

    boolean loggedIn() {
        return loggedIn;
    }

    int roundTrips() {
        return roundTrips.get();
    }

    List<String> statements() {
        return statements;
    }

    private interface Direction {
        void passOn() throws IOException;
    }

    private void whileOpen(Direction direction) {
        try {
            direction.passOn();
        } catch (IOException broken) {
            // One side has closed: the other one follows.
        } finally {
            closeWhenThawed();
        }
    }

    /** A frozen process does not see that its connection is gone. */
    private void closeWhenThawed() {
        try {
            tap.awaitThaw();
        } catch (IOException interrupted) {
            // It is closed now.
        }
        close();
    }

    private void passOnFromClient() throws IOException {
        DataInputStream from =
                new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream to =
                new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
        if (!passOnStartup(from, to)) {
            return;
        }
        Thread.ofVirtual().start(() -> whileOpen(this::passOnFromServer));
        while (true) {
            byte type = from.readByte();
            byte[] body = readBody(from);
            if (type != 'X') {
                askedSomething();
            }
            switch (type) {
                case 'P' -> statement(afterFirstName(body));
                case 'Q' -> {
                    statement(text(body, 0));
                    unanswered.incrementAndGet();
                }
                case 'S' -> unanswered.incrementAndGet();
                default -> {}
            }
            tap.awaitThaw();
            write(to, type, body);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    /** False when it was only the request to cancel another connection's statement. */
    private boolean passOnStartup(DataInputStream from, DataOutputStream to) throws IOException {
        while (true) {
            byte[] body = readBody(from);
            int code =
                    (body[0] << 24)
                            | (body[1] << 16 & 0xFF0000)
                            | (body[2] << 8 & 0xFF00)
                            | (body[3] & 0xFF);
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                client.getOutputStream().write('N');
                continue;
            }
            to.writeInt(body.length + 4);
            to.write(body);
            to.flush();
            if (code == CANCEL_REQUEST) {
                server.getInputStream().read();
                return false;
            }
            loggedIn = true;
            askedSomething();
            unanswered.incrementAndGet();
            return true;
        }
    }

    private void askedSomething() {
        if (clientMayAsk) {
            clientMayAsk = false;
            roundTrips.incrementAndGet();
        }
    }

    private void statement(String text) throws IOException {
        statements.add(text.strip());
        tap.looked(text.strip());
        switch (tap.cutAt(text.strip()).orElse(null)) {
            case BEFORE_IT_RUNS -> throw new IOException("cut");
            case BEFORE_ITS_ANSWER -> mute = true;
            case null -> {}
        }
    }

    private void passOnFromServer() throws IOException {
        DataInputStream from =
                new DataInputStream(new BufferedInputStream(server.getInputStream()));
        DataOutputStream to =
                new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
        while (true) {
            byte type = from.readByte();
            byte[] body = readBody(from);
            tap.awaitThaw();
            if (mute) {
                if (type == 'Z') {
                    throw new IOException("cut");
                }
                continue;
            }
            boolean allAnswered = type == 'Z' && unanswered.decrementAndGet() == 0;
            // R: the server asks for a password; G: it waits for the data of a COPY.
            if (allAnswered || type == 'R' || type == 'G') {
                clientMayAsk = true;
            }
            write(to, type, body);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    private static byte[] readBody(DataInputStream from) throws IOException {
        byte[] body = new byte[from.readInt() - 4];
        from.readFully(body);
        return body;
    }

    private static void write(DataOutputStream to, byte type, byte[] body) throws IOException {
        to.writeByte(type);
        to.writeInt(body.length + 4);
        to.write(body);
    }

    private static String afterFirstName(byte[] body) {
        int end = 0;
        while (body[end] != 0) {
            end++;
        }
        return text(body, end + 1);
    }

    private static String text(byte[] body, int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }

    void close() {
        try (client;
                server) {
            // Closing is all there is to do.
        } catch (IOException gone) {
            // It is closed already.
        }
    }
}
