package dev.lifeguard.migrate.inspect.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** All rules for migrations on PostgreSQL. */
public final class Rules {

    private Rules() {}

    /** In the order of their codes. */
    public static List<Rule> all() {
        return text("list").lines().map(name -> RuleReader.read(text(name + ".rule"))).toList();
    }

    private static String text(String file) {
        try (InputStream stream = Rules.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
