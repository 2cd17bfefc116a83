package dev.lifeguard.migrate.layouts.liquibase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression over contexts or labels: {@code and}, {@code or}, {@code not}, {@code !}, brackets,
 * and a comma, which is {@code or}. As in Liquibase everything is true where no names are given,
 * except what is asked for by {@code @}.
 */
final class Expression {

    private static final Pattern TOKEN = Pattern.compile("[(),!@]|[^\\s(),!@]+");
    private static final String END = "";

    private final List<String> tokens = new ArrayList<>();
    private final Set<String> names;
    private int at;

    private Expression(String text, Set<String> names) {
        Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (token.find()) {
            tokens.add(token.group());
        }
        this.names = names;
    }

    /**
     * Whether it is true.
     *
     * @param names in small letters
     */
    static boolean isTrue(String text, Set<String> names) {
        return new Expression(text, names).any();
    }

    private boolean any() {
        boolean result = all();
        while (next("or") || next(",")) {
            result |= all();
        }
        return result;
    }

    private boolean all() {
        boolean result = one();
        while (next("and")) {
            result &= one();
        }
        return result;
    }

    private boolean one() {
        if (next("!") || next("not")) {
            boolean required = peek().equals("@");
            boolean value = one();
            return (names.isEmpty() && !required) || !value;
        }
        if (next("(")) {
            boolean value = any();
            next(")");
            return value;
        }
        boolean required = next("@");
        if (required && (peek().equals("!") || peek().equals("not"))) {
            at++;
            return !names.contains(word());
        }
        String name = word();
        if (name.equals("nocontexts") && !required) {
            return names.isEmpty();
        }
        return (names.isEmpty() && !required) || names.contains(name);
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    private String word() {
        String word = peek();
        at++;
        return word;
    }

    private boolean next(String token) {
        boolean found = peek().equals(token);
        at += found ? 1 : 0;
        return found;
    }
}
