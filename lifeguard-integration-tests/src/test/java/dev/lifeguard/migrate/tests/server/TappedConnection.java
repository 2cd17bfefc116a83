package dev.lifeguard.migrate.tests.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through the tap, its messages passed on one by one. */
final class TappedConnection {

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
            PostgresMessage message = PostgresMessage.read(from);
            if (message.type() != 'X') {
                askedSomething();
            }
            if (message.statement().isPresent()) {
                statement(message.statement().get().strip());
            }
            if (message.type() == 'Q' || message.type() == 'S') {
                unanswered.incrementAndGet();
            }
            tap.awaitThaw();
            message.write(to);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    /** False when it was only the request to cancel another connection's statement. */
    private boolean passOnStartup(DataInputStream from, DataOutputStream to) throws IOException {
        while (true) {
            PostgresMessage message = PostgresMessage.readFirst(from);
            if (message.asksForEncryption()) {
                client.getOutputStream().write('N');
                continue;
            }
            message.write(to);
            to.flush();
            if (message.asksToCancel()) {
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
        statements.add(text);
        tap.looked(text);
        switch (tap.cutAt(text).orElse(null)) {
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
            PostgresMessage message = PostgresMessage.read(from);
            char type = message.type();
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
            message.write(to);
            if (from.available() == 0) {
                to.flush();
            }
        }
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
