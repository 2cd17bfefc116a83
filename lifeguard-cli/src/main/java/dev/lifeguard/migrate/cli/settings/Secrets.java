package dev.lifeguard.migrate.cli.settings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What nobody shall read in an output, whoever quotes it.
 *
 * <p>These are the values of placeholders that are called a secret. A placeholder that names a
 * schema or a role stays readable: without it a message would help nobody.
 *
 * @param texts the longest first
 */
public record Secrets(List<String> texts) {

    /** Nothing is one. */
    public static final Secrets NONE = new Secrets(List.of());

    /** What is shorter is no secret, and is a part of too many words. */
    private static final int SHORTEST = 4;

    /** What a name may have, in bytes (PostgreSQL's NAMEDATALEN less one); a longer one is cut. */
    private static final int LONGEST_NAME = 63;

    private static final String MASK = "***";

    /** Sorts them, and adds how JSON writes them. */
    public Secrets {
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            if (text.length() >= SHORTEST) {
                all.add(text);
                all.add(text.replace("\\", "\\\\").replace("\"", "\\\""));
                // As a script quotes it, and as a message shows a part of many lines.
                all.add(text.replace("'", "''"));
                text.lines().filter(line -> line.length() >= SHORTEST).forEach(all::add);
                cut(text).ifPresent(all::add);
            }
        }
        all.sort((left, right) -> Integer.compare(right.length(), left.length()));
        texts = List.copyOf(all);
    }

    /** Those among placeholders. */
    public static Secrets of(Map<String, String> placeholders) {
        List<String> secret = new ArrayList<>();
        placeholders.forEach(
                (name, value) -> {
                    if (isSecretName(name.toLowerCase(Locale.ROOT))) {
                        secret.add(value);
                    }
                });
        return new Secrets(secret);
    }

    private static boolean isSecretName(String name) {
        return name.endsWith("key")
                || List.of("passw", "pwd", "passphrase", "secret", "token", "credential").stream()
                        .anyMatch(name::contains);
    }

    /** As a server shows one that was taken for a name. */
    private static Optional<String> cut(String text) {
        int length = text.length();
        while (text.substring(0, length).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            length--;
        }
        return length < text.length() ? Optional.of(text.substring(0, length)) : Optional.empty();
    }

    /**
     * A text without them, in upper and lower case: a server that takes one for a name folds it.
     */
    public String mask(String text) {
        String masked = text;
        for (String secret : texts) {
            masked =
                    Pattern.compile(
                                    Pattern.quote(secret),
                                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                            .matcher(masked)
                            .replaceAll(Matcher.quoteReplacement(MASK));
        }
        return masked;
    }

    /** A document of JSON, in whose values alone there are any. */
    public String maskJson(String document) {
        if (texts.isEmpty()) {
            return document;
        }
        // With the colon behind it a string is the name of a field.
        Matcher strings = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\":?").matcher(document);
        return strings.replaceAll(
                found ->
                        Matcher.quoteReplacement(
                                found.group().endsWith(":") ? found.group() : mask(found.group())));
    }
}
