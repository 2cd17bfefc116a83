package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads what has an end of its own: strings, quoted names and block comments. */
final class QuoteReader {

    private final ScriptInput input;
    private final boolean nestedComments;
    private final boolean dollarQuotes;
    private final boolean dollarTags;

    QuoteReader(ScriptInput input, LexerRules rules) {
        this.input = input;
        nestedComments = rules.has(Feature.NESTED_COMMENTS);
        dollarTags = rules.has(Feature.DOLLAR_QUOTES);
        dollarQuotes = dollarTags || rules.has(Feature.DOUBLE_DOLLAR_QUOTES);
    }

    /** Reads a string from its prefix on, which has that many bytes. */
    void readString(int prefix, StringSyntax syntax) throws IOException {
        long start = input.offset();
        char quote = (char) input.peek(prefix);
        char escape = syntax == StringSyntax.BACKSLASH ? '\\' : quote;
        input.advance(prefix + 1);
        while (input.skipTo(quote, escape)) {
            boolean escaped = input.peek() == '\\';
            input.advance(1);
            int next = input.peek();
            if (!escaped && next != quote) {
                return;
            }
            if (next >= 0) {
                input.advance(1);
            }
        }
        throw unclosed("string", String.valueOf(quote), start);
    }

    /** Reads a quoted name from its prefix on, which has that many bytes. */
    void readName(int prefix, char closing) throws IOException {
        long start = input.offset();
        input.advance(prefix + 1);
        while (input.skipTo(closing, closing)) {
            input.advance(1);
            if (closing == ']' || input.peek() != closing) {
                return;
            }
            input.advance(1);
        }
        throw unclosed("quoted name", String.valueOf(closing), start);
    }

    /** Reads a dollar-quoted string if one begins here; otherwise stays where it is. */
    boolean readDollarString() throws IOException {
        long start = input.offset();
        int length = dollarTags ? tagLength() : 1;
        if (!dollarQuotes || input.peek(length) != '$') {
            return false;
        }
        String tag = input.text(start, start + length + 1);
        byte[] closing = tag.getBytes(StandardCharsets.UTF_8);
        input.advance(closing.length);
        while (input.skipTo('$', '$')) {
            if (isNext(closing)) {
                input.advance(closing.length);
                return true;
            }
            input.advance(1);
        }
        throw unclosed("dollar-quoted string", tag, start);
    }

    /** Reads from the comment's opening on. */
    void readBlockComment() throws IOException {
        long start = input.offset();
        input.advance(2);
        int depth = 1;
        while (depth > 0) {
            if (!input.skipTo('*', '/')) {
                throw unclosed("comment", "*/", start);
            }
            depth += depthChange();
        }
    }

    /** The bytes from the dollar sign on that are it and a tag. */
    private int tagLength() throws IOException {
        int next = input.peek(1);
        int length = 1;
        if (next >= 0 && ByteClass.WORD_START[next]) {
            while (next >= 0 && ByteClass.TAG[next]) {
                length++;
                next = input.peek(length);
            }
        }
        return length;
    }

    private boolean isNext(byte[] bytes) throws IOException {
        for (int i = 1; i < bytes.length; i++) {
            if (input.peek(i) != (bytes[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private int depthChange() throws IOException {
        int change = 0;
        if (input.peek() == '*' && input.peek(1) == '/') {
            change = -1;
        } else if (nestedComments && input.peek() == '/' && input.peek(1) == '*') {
            change = 1;
        }
        input.advance(change == 0 ? 1 : 2);
        return change;
    }

    private InvalidScriptException unclosed(String what, String closing, long start) {
        return input.fault(
                "The %s that begins here is not closed. Add its closing %s ."
                        .formatted(what, closing),
                start);
    }
}
