package dev.lifeguard.migrate.script;

import java.util.Locale;

/**
 * A token at the head of a statement.
 *
 * @param kind never a comment
 * @param text a word with its ASCII letters in upper case; of any other token the text as written
 */
record HeadToken(TokenKind kind, String text) {

    boolean isWord(String word) {
        return kind == TokenKind.WORD && text.equals(word);
    }

    boolean isNameOrWord() {
        return kind == TokenKind.WORD || kind == TokenKind.NAME;
    }

    /** A word, a name or a simple string as a value: without its quotes, in lower case. */
    String value() {
        boolean quoted = kind == TokenKind.STRING || kind == TokenKind.NAME;
        String inner =
                quoted && text.length() >= 2 && text.charAt(0) == text.charAt(text.length() - 1)
                        ? text.substring(1, text.length() - 1)
                        : text;
        return inner.toLowerCase(Locale.ROOT);
    }
}
