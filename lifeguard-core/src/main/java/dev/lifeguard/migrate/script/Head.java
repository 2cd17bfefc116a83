package dev.lifeguard.migrate.script;

import java.util.ArrayList;
import java.util.List;

/** The head of a statement, read from its first token on by asking for what may come next. */
final class Head {

    private static final HeadToken NOTHING = HeadToken.of(TokenKind.END, "");

    private final List<HeadToken> tokens;
    private int at;

    Head(List<HeadToken> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** The same head, again from its first token on. */
    Head again() {
        return new Head(tokens);
    }

    /** The same head, from here on. */
    Head rest() {
        return new Head(tokens.subList(Math.min(at, tokens.size()), tokens.size()));
    }

    boolean isAtEnd() {
        return at >= tokens.size();
    }

    HeadToken peek() {
        return isAtEnd() ? NOTHING : tokens.get(at);
    }

    /** Passes over the next token and returns it. */
    HeadToken take() {
        HeadToken token = peek();
        at++;
        return token;
    }

    /** Passes over these words if they come next, all of them in this order; else stays. */
    boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Passes over the next token if it is one of these words. */
    boolean takeOneOf(String... words) {
        for (String word : words) {
            if (take(word)) {
                return true;
            }
        }
        return false;
    }

    /** Passes over a symbol if it comes next. */
    boolean takeSymbol(String symbol) {
        boolean found = peek().kind() == TokenKind.SYMBOL && peek().text().equals(symbol);
        at += found ? 1 : 0;
        return found;
    }

    /** Passes over the next token if it is of this kind. */
    boolean takeIf(TokenKind kind) {
        boolean found = peek().kind() == kind;
        at += found ? 1 : 0;
        return found;
    }

    /** Passes over a name, with the names before it and their dots. */
    void skipName() {
        do {
            take();
        } while (takeSymbol("."));
    }

    /** Passes over a parenthesis if it comes next, which is empty else. */
    HeadGroup takeGroup() {
        if (peek().kind() != TokenKind.OPEN) {
            return HeadGroup.NONE;
        }
        take();
        List<HeadToken> group = new ArrayList<>();
        while (!isAtEnd() && peek().kind() != TokenKind.CLOSE) {
            group.add(take());
        }
        take();
        return new HeadGroup(group);
    }

    /** Goes on to this word, or to the end if it does not come any more; true if it comes. */
    boolean skipTo(String word) {
        while (!isAtEnd() && !peek().isWord(word)) {
            take();
        }
        return !isAtEnd();
    }

    /** Passes over what is left of an assignment, with the comma before the next one. */
    List<HeadToken> takeAssignment() {
        List<HeadToken> value = new ArrayList<>();
        int depth = 0;
        while (!isAtEnd() && (depth > 0 || !peek().text().equals(","))) {
            HeadToken token = take();
            depth += token.kind() == TokenKind.OPEN ? 1 : 0;
            depth -= token.kind() == TokenKind.CLOSE ? 1 : 0;
            value.add(token);
        }
        takeSymbol(",");
        return value;
    }
}
