package dev.lifeguard.migrate.layouts.flyway;

import java.util.Optional;

/**
 * A condition of a script's settings: {@code true}, {@code false}, {@code A==B}, {@code A!=B}, and
 * these with {@code &&}, {@code ||} and parentheses. Source: Flyway's documentation, page
 * "shouldExecute".
 */
final class Condition {

    private final String text;
    private int at;

    private Condition(String text) {
        this.text = text;
    }

    /** Whether it is true; empty where it is no condition. */
    static Optional<Boolean> holds(String text) {
        Condition condition = new Condition(text);
        try {
            boolean holds = condition.any();
            return condition.at == text.length() ? Optional.of(holds) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private boolean any() {
        boolean holds = all();
        while (take("||")) {
            holds |= all();
        }
        return holds;
    }

    private boolean all() {
        boolean holds = one();
        while (take("&&")) {
            holds &= one();
        }
        return holds;
    }

    private boolean one() {
        if (take("(")) {
            boolean holds = any();
            if (!take(")")) {
                throw new IllegalArgumentException(text);
            }
            return holds;
        }
        String left = operand();
        if (take("==")) {
            return left.equals(operand());
        }
        if (take("!=")) {
            return !left.equals(operand());
        }
        if (left.equalsIgnoreCase("true") || left.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(left);
        }
        throw new IllegalArgumentException(text);
    }

    private boolean take(String sign) {
        skipBlanks();
        boolean here = text.startsWith(sign, at);
        at += here ? sign.length() : 0;
        skipBlanks();
        return here;
    }

    private String operand() {
        skipBlanks();
        int from = at;
        while (at < text.length() && !isSign()) {
            at++;
        }
        String operand = text.substring(from, at).strip();
        if (operand.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return operand;
    }

    private boolean isSign() {
        char next = text.charAt(at);
        return next == '('
                || next == ')'
                || text.startsWith("==", at)
                || text.startsWith("!=", at)
                || text.startsWith("&&", at)
                || text.startsWith("||", at);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
