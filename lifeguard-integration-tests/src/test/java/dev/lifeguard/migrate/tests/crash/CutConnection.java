package dev.lifeguard.migrate.tests.crash;

import dev.lifeguard.migrate.tests.server.PostgresMessage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** One connection through the proxy, its messages passed on one by one. */
final class CutConnection {

    private static final int SHOWN = 40;

    private final CutProxy proxy;
    private final Socket client;
    private final Socket server;

    CutConnection(CutProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() {
        Thread.ofVirtual().start(() -> untilClosed(this::fromClient));
    }

    private interface Passing {
        void passOn() throws IOException;
    }

    private void untilClosed(Passing passing) {
        try {
            passing.passOn();
        } catch (IOException broken) {
            // One side has closed: the other one follows.
        } finally {
            close();
        }
    }

    private void fromClient() throws IOException {
        DataInputStream from =
                new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream to =
                new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
        if (!passOnStartup(from, to)) {
            return;
        }
        Thread.ofVirtual().start(() -> untilClosed(this::fromServer));
        while (true) {
            passOn("client ", PostgresMessage.read(from), to);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    private void fromServer() throws IOException {
        DataInputStream from =
                new DataInputStream(new BufferedInputStream(server.getInputStream()));
        DataOutputStream to =
                new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
        while (true) {
            passOn("server ", PostgresMessage.read(from), to);
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
            boolean cancel = message.asksToCancel();
            send(cancel ? "client CancelRequest" : "client StartupMessage", message, to);
            to.flush();
            if (cancel && server.getInputStream().read() >= 0) {
                throw new IOException("an answer to a CancelRequest");
            }
            return !cancel;
        }
    }

    private void passOn(String sender, PostgresMessage message, DataOutputStream to)
            throws IOException {
        send(sender + name(message), message, to);
    }

    private void send(String name, PostgresMessage message, DataOutputStream to)
            throws IOException {
        if (!proxy.isCutAt(name)) {
            message.write(to);
            return;
        }
        int sent =
                switch (proxy.moment()) {
                    case BEFORE -> 0;
                    case HALF -> message.length() / 2;
                    case AFTER -> message.length();
                };
        message.writeFirst(sent, to);
        to.flush();
        proxy.cut(this);
        throw new IOException("cut");
    }

    /** The type's letter, and what a Parse is about. */
    private static String name(PostgresMessage message) {
        String text = message.statement().orElse("").strip().replaceAll("\\s+", " ");
        return (message.type() + " " + text.substring(0, Math.min(SHOWN, text.length()))).strip();
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
