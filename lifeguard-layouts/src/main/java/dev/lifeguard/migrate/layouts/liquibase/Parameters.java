package dev.lifeguard.migrate.layouts.liquibase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What <code>${name}</code> stands for: placeholders that are declared, then what {@code
 * --property} lines say. The first value of a name counts; of those that are for one file alone the
 * last. A name without a value stays as it is written. Environment variables and properties of the
 * JVM, which Liquibase takes too, are not looked at.
 */
final class Parameters {

    private static final Pattern NAME =
            Pattern.compile(".*name:\\s*(\\S+).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE =
            Pattern.compile(".*value:\\s*(\\S+).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern GLOBAL =
            Pattern.compile(".*global:(\\S+).*", Pattern.CASE_INSENSITIVE);

    private static final int DEEPEST = 20;

    private final Choice choice;
    private final Map<String, String> everywhere = new HashMap<>();
    private final Map<String, String> inFile = new HashMap<>();

    /** Those that are declared, by name. */
    Parameters(Choice choice, Map<String, String> declared) {
        this.choice = choice;
        declared.forEach((name, value) -> everywhere.put(key(name), value));
        choice.database().ifPresent(name -> everywhere.putIfAbsent("database.typename", name));
    }

    /** What was for the file before this one counts no more. */
    void beginFile() {
        inFile.clear();
    }

    /** Follows a line {@code --property name:… value:…}. */
    void define(String line) {
        UnaryOperator<String> expanded = this::expand;
        String name = first(NAME, line);
        String value = first(VALUE, line);
        if (name == null
                || value == null
                || !choice.chooses(
                        Header.dbms(line, expanded),
                        Header.contexts(line, expanded),
                        Header.labels(line, expanded))) {
            return;
        }
        String global = first(GLOBAL, line);
        if (global == null || Boolean.parseBoolean(global)) {
            everywhere.putIfAbsent(key(expand(name)), expand(value));
        } else {
            inFile.put(key(expand(name)), expand(value));
        }
    }

    private static @Nullable String first(Pattern shape, String line) {
        Matcher found = shape.matcher(line);
        return found.matches() ? found.group(1) : null;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Replaces what has a value, and in that again. */
    String expand(String text) {
        return expand(text, DEEPEST);
    }

    private String expand(String text, int depth) {
        return text.contains("${") && depth > 0 ? new Expansion(text, depth).outside() : text;
    }

    /** One reading of a text. */
    private final class Expansion {

        private final String text;
        private final int depth;
        private int at;

        Expansion(String text, int depth) {
            this.text = text;
            this.depth = depth;
        }

        String outside() {
            List<String> parts = new ArrayList<>();
            while (at < text.length()) {
                int next = text.indexOf("${", at);
                int end = next < 0 ? text.length() : next;
                parts.add(text.substring(at, end));
                at = end;
                if (next >= 0) {
                    parts.add(parameter());
                }
            }
            return String.join("", parts);
        }

        /** From a dollar sign on. */
        private String parameter() {
            at += 2;
            StringBuilder inner = new StringBuilder();
            while (at < text.length()) {
                if (text.startsWith("${", at)) {
                    inner.append(parameter());
                } else if (text.charAt(at) == '}') {
                    at++;
                    return value(inner.toString());
                } else {
                    inner.append(text.charAt(at));
                    at++;
                }
            }
            return "${" + inner;
        }

        private String value(String name) {
            if (name.startsWith("${")) {
                return name;
            }
            String value = everywhere.getOrDefault(key(name), inFile.get(key(name)));
            return value == null ? "${" + name + "}" : expand(value, depth - 1);
        }
    }
}
