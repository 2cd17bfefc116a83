package dev.lifeguard.migrate.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What ends a statement: a semicolon, or what the command DELIMITER of a client sets.
 *
 * @param bytes its bytes in UTF-8, one character each
 */
record Delimiter(String bytes) {

    static final Delimiter SEMICOLON = new Delimiter(";");

    /** Takes the text as it is written. */
    Delimiter {
        bytes = new String(bytes.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    int length() {
        return bytes.length();
    }

    /**
     * Whether a word ends where the delimiter begins, although its first character may be in it.
     */
    boolean cutsWords() {
        return bytes.charAt(0) == '$';
    }

    /** Whether it comes next; one that ends like a word does not come in the middle of a word. */
    boolean isNext(ScriptInput input) throws IOException {
        for (int i = 0; i < bytes.length(); i++) {
            if (input.peek(i) != bytes.charAt(i)) {
                return false;
            }
        }
        int after = input.peek(bytes.length());
        return after < 0
                || !ByteClass.TAG[bytes.charAt(bytes.length() - 1)]
                || !ByteClass.TAG[after];
    }
}
