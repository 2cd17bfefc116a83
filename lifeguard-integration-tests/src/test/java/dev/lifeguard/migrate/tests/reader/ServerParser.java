package dev.lifeguard.migrate.tests.reader;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server's own parser sees the statements of a script.
 *
 * <p>The whole script is one Query message, which the server cuts into statements itself. Told to
 * print what it parsed, it sends for each statement where that begins and how long it is. A driver
 * would cut the script before, or mix up the answers, so this speaks the protocol: PostgreSQL
 * manual, chapter Frontend/Backend Protocol.
 */
final class ServerParser {

    private static final int PROTOCOL = 3 << 16;
    private static final String SETTINGS =
            "client_encoding,UTF8,client_min_messages,log,debug_print_parse,on,"
                    + "debug_pretty_print,off,log_min_messages,panic,timezone,UTC";
    private static final Pattern PLACE =
            Pattern.compile(
                    ":stmt_location\\s+(?<start>-?[0-9]+)\\s+:stmt_len\\s+(?<length>[0-9]+)\\s*\\}\\s*$");

    private final TestDatabase database;

    ServerParser(TestDatabase database) {
        this.database = database;
    }

    /** The bytes of one statement, with the blanks and comments around it. */
    record Piece(int start, int end) {}

    /** The statements that the server came to, and whether it ran all. */
    record Reading(List<Piece> pieces, boolean whole) {}

    /** Has the server run a script. */
    Reading read(byte[] script) throws IOException {
        try (Socket socket = new Socket(database.server().host(), database.server().port())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            startUp(out);
            answers(in, 0);
            out.writeByte('Q');
            send(out, script);
            Reading reading = answers(in, script.length);
            out.writeByte('X');
            out.writeInt(4);
            out.flush();
            return reading;
        }
    }

    private void startUp(DataOutputStream out) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        new DataOutputStream(body).writeInt(PROTOCOL);
        String settings = "user,%s,database,%s,%s,".formatted(Twin.ROLE, database.name(), SETTINGS);
        body.writeBytes(settings.replace(',', '\0').getBytes(StandardCharsets.UTF_8));
        send(out, body.toByteArray());
    }

    private static void send(DataOutputStream out, byte[] body) throws IOException {
        out.writeInt(body.length + Integer.BYTES + 1);
        out.write(body);
        out.writeByte(0);
        out.flush();
    }

    /** Of the trees between two statements' ends only the first is of a statement of the script. */
    private static Reading answers(DataInputStream in, int length) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        boolean between = true;
        boolean whole = true;
        while (true) {
            char kind = (char) in.readByte();
            byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
            switch (kind) {
                case 'C', 'I' -> between = true;
                case 'E' -> whole = false;
                case 'N' -> {
                    Matcher place = PLACE.matcher(detail(body));
                    if (between && place.find()) {
                        pieces.add(piece(place, length));
                        between = false;
                    }
                }
                case 'Z' -> {
                    return new Reading(pieces, whole);
                }
                default -> {}
            }
        }
    }

    private static Piece piece(Matcher place, int length) {
        int start = Math.max(0, Integer.parseInt(place.group("start")));
        int size = Integer.parseInt(place.group("length"));
        return new Piece(start, size == 0 ? length : start + size);
    }

    private static String detail(byte[] notice) {
        for (String field : new String(notice, StandardCharsets.UTF_8).split("\0", -1)) {
            if (field.startsWith("D")) {
                return field;
            }
        }
        return "";
    }
}
