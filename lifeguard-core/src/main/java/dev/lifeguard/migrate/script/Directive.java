package dev.lifeguard.migrate.script;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instruction to this tool in a comment line of a section's header. */
sealed interface Directive {

    /** The section runs without a transaction. */
    record NoTransaction() implements Directive {}

    /** There is no way down. */
    record Irreversible(String reason) implements Directive {}

    /** How long a statement waits for a lock. */
    record LockTimeout(Duration duration) implements Directive {}

    /** A directive that cannot be understood. */
    record Malformed(String message) implements Directive {}

    /** The directive in a comment, if it is meant as one; {@code body} is without the dashes. */
    static Optional<Directive> of(String body) {
        Matcher matcher = Form.DIRECTIVE.matcher(body.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String value = matcher.group("value").strip();
        return Optional.of(
                switch (matcher.group("name").toLowerCase(Locale.ROOT)) {
                    case "no-transaction" -> noTransaction(value);
                    case "irreversible" -> irreversible(value);
                    case "lock-timeout" -> lockTimeout(value);
                    default -> unknown(body.strip());
                });
    }

    private static Directive noTransaction(String value) {
        return value.isEmpty()
                ? new NoTransaction()
                : new Malformed(
                        ("The directive \"-- lifeguard:no-transaction\" takes no value, but has"
                                        + " \"%s\". Put that on a comment line of its own.")
                                .formatted(value));
    }

    private static Directive irreversible(String value) {
        return value.isEmpty()
                ? new Malformed(
                        "The directive \"-- lifeguard:irreversible\" needs a reason. Write"
                                + " \"-- lifeguard:irreversible REASON\".")
                : new Irreversible(value);
    }

    private static Directive lockTimeout(String value) {
        Matcher matcher = Form.DURATION.matcher(value);
        if (matcher.matches()) {
            Duration unit = Form.unit(matcher.group("unit"));
            Duration duration = unit.multipliedBy(Long.parseLong(matcher.group("number")));
            if (duration.isPositive() && duration.compareTo(Form.LONGEST) <= 0) {
                return new LockTimeout(duration);
            }
        }
        return new Malformed(
                ("The directive \"-- lifeguard:lock-timeout\" has the value \"%s\". Write a whole"
                                + " number from 1 on with its unit ms, s, m or h, at most 596h:"
                                + " \"-- lifeguard:lock-timeout 5s\".")
                        .formatted(value));
    }

    private static Directive unknown(String body) {
        return new Malformed(
                ("Unknown directive \"%s\". There are \"-- lifeguard:no-transaction\","
                                + " \"-- lifeguard:irreversible REASON\" and"
                                + " \"-- lifeguard:lock-timeout 5s\".")
                        .formatted(body));
    }

    /** How directives are written. */
    final class Form {

        private static final Pattern DIRECTIVE =
                Pattern.compile(
                        "lifeguard[ \\t]*:(?<name>[^ \\t]*)(?<value>.*)",
                        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        private static final Pattern DURATION =
                Pattern.compile("(?<number>[0-9]{1,10})[ \\t]*(?<unit>ms|s|m|h)");

        /** PostgreSQL's lock_timeout holds at most 2^31 - 1 milliseconds. */
        private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

        private Form() {}

        private static Duration unit(String unit) {
            return switch (unit) {
                case "ms" -> Duration.ofMillis(1);
                case "s" -> Duration.ofSeconds(1);
                case "m" -> Duration.ofMinutes(1);
                default -> Duration.ofHours(1);
            };
        }
    }
}
