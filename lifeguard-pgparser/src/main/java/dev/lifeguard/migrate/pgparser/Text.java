package dev.lifeguard.migrate.pgparser;

import java.nio.charset.StandardCharsets;

/** SQL as the parser reads it, in UTF-8, and which character each byte belongs to. */
final class Text {

    private final String sql;
    private final byte[] bytes;

    /** Empty where each byte is a character. */
    private final int[] characters;

    Text(String sql) {
        this.sql = sql;
        this.bytes = sql.getBytes(StandardCharsets.UTF_8);
        this.characters = bytes.length == sql.length() ? new int[0] : characters(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    String sql() {
        return sql;
    }

    /** The index of the character that the byte at this offset belongs to; -1 stays -1. */
    int character(int offset) {
        if (offset < 0) {
            return -1;
        }
        if (offset >= bytes.length) {
            return sql.length();
        }
        return characters.length == 0 ? offset : characters[offset];
    }

    private static int[] characters(byte[] bytes) {
        int[] characters = new int[bytes.length];
        int character = -1;
        int next = 0;
        for (int i = 0; i < bytes.length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                character = next;
                // Four bytes are two characters in Java.
                next += (bytes[i] & 0xF8) == 0xF0 ? 2 : 1;
            }
            characters[i] = character;
        }
        return characters;
    }
}
