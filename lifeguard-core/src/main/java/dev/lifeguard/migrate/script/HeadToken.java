package dev.lifeguard.migrate.script;

import java.util.Locale;

/**
 * A token at the head of a statement.
 *
 * @param kind never a comment
 * @param text a word with its ASCII letters in upper case; of any other token the text as written
 * @param written a word as it is written, where its case may matter
 * @param extent whether this is all of it
 */
record HeadToken(TokenKind kind, String text, String written, Extent extent) {

    /** Stands for all tokens that were not collected any more. */
    static final HeadToken FURTHER = new HeadToken(TokenKind.END, "\u2026", "\u2026", Extent.CUT);

    /** How much of a token was collected. */
    enum Extent {
        WHOLE,
        CUT
    }

    /** A whole token whose case does not matter. */
    static HeadToken of(TokenKind kind, String text) {
        return new HeadToken(kind, text, text, Extent.WHOLE);
    }

    boolean isCut() {
        return extent == Extent.CUT;
    }

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
