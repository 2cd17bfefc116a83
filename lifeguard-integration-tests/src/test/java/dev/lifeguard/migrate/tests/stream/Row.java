package dev.lifeguard.migrate.tests.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;

/**
 * A row of a large table: made from its number alone, and of all that a reader could stumble over.
 *
 * @param note empty where the table is to hold NULL
 */
record Row(int id, String body, String note) {

    private static final List<String> PIECES =
            List.of(
                    "a plain word or two of ordinary prose that is nothing to stumble over",
                    "\t",
                    "\n",
                    "\r",
                    "\\N",
                    "\\.",
                    "\n\\.\n",
                    "\\",
                    ";",
                    "'",
                    "\"",
                    "$$",
                    "$body$",
                    "${key}",
                    "$${key}",
                    "-- Down migration\n",
                    "/* ",
                    "COPY big FROM stdin;\n",
                    "Größe",
                    "数据库",
                    "🦀",
                    "\b\f\u000b");

    private static final int PIECES_A_ROW = 24;

    static Row of(int id) {
        Random random = new Random(id);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < PIECES_A_ROW; i++) {
            boolean plain = i % 3 == 0;
            body.append(PIECES.get(plain ? 0 : random.nextInt(PIECES.size())));
        }
        return new Row(id, body.toString(), PIECES.get(random.nextInt(PIECES.size())));
    }

    private boolean isWithoutNote() {
        return id % 3 == 0;
    }

    /** As a line of COPY's text format. */
    String copied() {
        return "%s\t%s\t%s\n".formatted(id, escaped(body), isWithoutNote() ? "\\N" : escaped(note));
    }

    /** As a statement. */
    String inserted() {
        return "INSERT INTO big VALUES (%s, %s, %s);\n"
                .formatted(id, quoted(body), isWithoutNote() ? "NULL" : quoted(note));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /**
     * What {@link LargeScript#CONTENT} adds up for this row: eight digits of an MD5, as a number.
     */
    long checksum() {
        String value = id + "|" + body + "|" + (isWithoutNote() ? "none" : note);
        byte[] md5 = md5().digest(value.getBytes(StandardCharsets.UTF_8));
        return Integer.toUnsignedLong(ByteBuffer.wrap(md5).getInt());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has MD5: java.security.MessageDigest's class comment.
            throw new IllegalStateException(impossible);
        }
    }
}
