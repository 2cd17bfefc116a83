package dev.lifeguard.migrate.script;

/**
 * A token of a statement that runs in batches.
 *
 * @param start its first byte
 * @param end the byte behind its last one
 */
record BatchToken(TokenKind kind, String text, int start, int end) {

    boolean is(String symbol) {
        return text.equals(symbol);
    }

    boolean isName() {
        return kind == TokenKind.WORD || kind == TokenKind.NAME;
    }

    boolean isWord(String word) {
        return kind == TokenKind.WORD && text.equalsIgnoreCase(word);
    }

    boolean touches(BatchToken next) {
        return end == next.start;
    }
}
