package dev.lifeguard.migrate.tests.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One message between a client and a PostgreSQL server.
 *
 * <p>Source: PostgreSQL manual, chapter "Frontend/Backend Protocol".
 */
public final class PostgresMessage {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int HEAD_WITHOUT_TYPE = 4;
    private static final int HEAD = 5;

    /** All of it, its type (unless it is the first of a connection) and length included. */
    private final byte[] bytes;

    /** How many bytes of it come before its body. */
    private final int head;

    private PostgresMessage(byte[] bytes, int head) {
        this.bytes = bytes;
        this.head = head;
    }

    /** Reads a connection's first message, which has no type. */
    public static PostgresMessage readFirst(DataInputStream from) throws IOException {
        int length = from.readInt();
        byte[] bytes = new byte[length];
        ByteBuffer.wrap(bytes).putInt(length);
        from.readFully(bytes, HEAD_WITHOUT_TYPE, length - HEAD_WITHOUT_TYPE);
        return new PostgresMessage(bytes, HEAD_WITHOUT_TYPE);
    }

    /** Reads a message, which has a type. */
    public static PostgresMessage read(DataInputStream from) throws IOException {
        int type = from.read();
        if (type < 0) {
            throw new EOFException();
        }
        int length = from.readInt();
        byte[] bytes = new byte[length + 1];
        ByteBuffer.wrap(bytes).put((byte) type).putInt(length);
        from.readFully(bytes, HEAD, length + 1 - HEAD);
        return new PostgresMessage(bytes, HEAD);
    }

    /** Its type's letter; of a connection's first message there is none. */
    public char type() {
        return head == HEAD ? (char) bytes[0] : ' ';
    }

    /** Whether a connection's first message asks for encryption, to which the answer may be N. */
    public boolean asksForEncryption() {
        return firstCode() == SSL_REQUEST || firstCode() == GSS_REQUEST;
    }

    /** Whether a connection's first message asks to cancel another connection's statement. */
    public boolean asksToCancel() {
        return firstCode() == CANCEL_REQUEST;
    }

    private int firstCode() {
        return head == HEAD ? 0 : ByteBuffer.wrap(bytes).getInt(head);
    }

    /** The statement that a Parse or a simple Query sends. */
    public Optional<String> statement() {
        return switch (type()) {
            case 'P' -> Optional.of(text(endOfText(head) + 1));
            case 'Q' -> Optional.of(text(head));
            default -> Optional.empty();
        };
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** Sends it. */
    public void write(DataOutputStream to) throws IOException {
        to.write(bytes);
    }

    /** Sends its first bytes only. */
    public void writeFirst(int count, DataOutputStream to) throws IOException {
        to.write(bytes, 0, count);
    }

    private int endOfText(int from) {
        int end = from;
        while (bytes[end] != 0) {
            end++;
        }
        return end;
    }

    private String text(int from) {
        return new String(bytes, from, endOfText(from) - from, StandardCharsets.UTF_8);
    }
}
