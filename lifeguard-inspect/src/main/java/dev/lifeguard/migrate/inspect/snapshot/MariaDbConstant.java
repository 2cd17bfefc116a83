package dev.lifeguard.migrate.inspect.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Constants of text as MariaDB writes them: between single quotes, with backslashes. */
final class MariaDbConstant {

    private MariaDbConstant() {}

    /** A text as one, for a session without sql_mode. */
    static String of(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'";
    }

    /** The text of one. */
    static String text(String constant) {
        return new String(bytes(constant.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** The same constant where a backslash is itself. */
    static String plain(String constant) {
        return "'" + text(constant).replace("'", "''") + "'";
    }

    /** What one means; the manual's page "String Literals" lists the escapes. */
    static byte[] bytes(byte[] constant) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 1; at < constant.length - 1; at++) {
            boolean escaped = constant[at] == '\\';
            if (escaped || constant[at] == '\'') {
                at++;
            }
            bytes.write(
                    switch (escaped ? constant[at] : 0) {
                        case '0' -> 0;
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case 'b' -> '\b';
                        case 'Z' -> 0x1a;
                        default -> constant[at];
                    });
        }
        return bytes.toByteArray();
    }
}
