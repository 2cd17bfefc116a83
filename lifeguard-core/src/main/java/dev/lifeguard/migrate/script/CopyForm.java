package dev.lifeguard.migrate.script;

import java.util.Optional;

/** What a statement copies from or to, as far as the script has to do with it. */
enum CopyForm {
    /** No COPY, or one between a table and the server's files and programs. */
    NONE,
    /** Takes lines of data that follow in the script. */
    FROM_STDIN,
    /** Would take binary data, which a script cannot hold. */
    FROM_STDIN_BINARY,
    /** Would send data to the client. */
    TO_STDOUT;

    /**
     * Source: PostgreSQL manual, page COPY, with the syntaxes before 9.0 and 7.3. The server takes
     * STDIN and STDOUT for each other.
     */
    static CopyForm of(Head head) {
        if (!head.take("COPY")) {
            return NONE;
        }
        boolean binary = head.take("BINARY");
        if (head.takeGroup().isEmpty()) {
            head.skipName();
            head.takeGroup();
        }
        boolean from = head.take("FROM");
        if ((!from && !head.take("TO")) || !head.takeOneOf("STDIN", "STDOUT")) {
            return NONE;
        }
        if (!from) {
            return TO_STDOUT;
        }
        return binary || isBinary(head) ? FROM_STDIN_BINARY : FROM_STDIN;
    }

    /** Why such a statement cannot be in a script, if it cannot. */
    Optional<String> refusal() {
        return switch (this) {
            case NONE, FROM_STDIN -> Optional.empty();
            case FROM_STDIN_BINARY ->
                    Optional.of(
                            "COPY … FROM STDIN in binary format is refused: a script holds text."
                                    + " Use the text or the csv format.");
            case TO_STDOUT ->
                    Optional.of(
                            "COPY … TO STDOUT is refused: nobody receives the rows of a"
                                    + " migration. Take it out.");
        };
    }

    private static boolean isBinary(Head head) {
        while (!head.isAtEnd()) {
            HeadGroup options = head.takeGroup();
            if (options.has("format", "binary")) {
                return true;
            }
            if (options.isEmpty() && head.take().isWord("BINARY")) {
                return true;
            }
            if (head.peek().isWord("WHERE")) {
                return false;
            }
        }
        return false;
    }
}
