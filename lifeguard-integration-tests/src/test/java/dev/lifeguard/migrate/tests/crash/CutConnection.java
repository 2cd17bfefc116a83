package dev.lifeguard.migrate.tests.crash;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One connection through the proxy, its messages passed on one by one.
 *
 * <p>Source: PostgreSQL manual, chapter "Frontend/Backend Protocol".
 */
final class CutConnection {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
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
            passOn("client ", read(from), to);
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
            passOn("server ", read(from), to);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    /** False when it was only the request to cancel another connection's statement. */
    private boolean passOnStartup(DataInputStream from, DataOutputStream to) throws IOException {
        while (true) {
            int length = from.readInt();
            byte[] message = new byte[length];
            ByteBuffer.wrap(message).putInt(length);
            from.readFully(message, 4, length - 4);
            int code = ByteBuffer.wrap(message).getInt(4);
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                client.getOutputStream().write('N');
                continue;
            }
            boolean cancel = code == CANCEL_REQUEST;
            send(cancel ? "client CancelRequest" : "client StartupMessage", message, to);
            to.flush();
            if (cancel && server.getInputStream().read() >= 0) {
                throw new IOException("an answer to a CancelRequest");
            }
            return !cancel;
        }
    }

    /** The whole message, its type and length included. */
    private static byte[] read(DataInputStream from) throws IOException {
        int type = from.read();
        if (type < 0) {
            throw new EOFException();
        }
        int length = from.readInt();
        byte[] message = new byte[length + 1];
        ByteBuffer.wrap(message).put((byte) type).putInt(length);
        from.readFully(message, 5, length - 4);
        return message;
    }

    private void passOn(String sender, byte[] message, DataOutputStream to) throws IOException {
        send(sender + name(message), message, to);
    }

    private void send(String name, byte[] message, DataOutputStream to) throws IOException {
        if (!proxy.isCutAt(name)) {
            to.write(message);
            return;
        }
        int sent =
                switch (proxy.moment()) {
                    case BEFORE -> 0;
                    case HALF -> message.length / 2;
                    case AFTER -> message.length;
                };
        to.write(message, 0, sent);
        to.flush();
        proxy.cut(this);
        throw new IOException("cut");
    }

    /** The type's letter, and what a Parse is about. */
    private static String name(byte[] message) {
        String type = String.valueOf((char) message[0]);
        if (message[0] != 'P') {
            return type;
        }
        int end = Math.min(message.length, 6 + SHOWN);
        String text =
                new String(Arrays.copyOfRange(message, 6, end), StandardCharsets.UTF_8).strip();
        return type + " " + text.replaceAll("\\s+", " ");
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
