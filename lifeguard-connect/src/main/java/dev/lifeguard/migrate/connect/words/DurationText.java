package dev.lifeguard.migrate.connect.words;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as it is typed: a whole number and its unit, for example {@code 30s}. */
public final class DurationText {

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private DurationText() {}

    /** Reads one; empty when it is anything else. */
    public static Optional<Duration> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(shape.group(1));
        return Optional.of(
                switch (shape.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    /**
     * Reads one.
     *
     * @param what it is, for the message
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is anything else
     */
    public static Duration required(String what, String text) {
        return parse(text)
                .orElseThrow(() -> Refused.because(fault(what, "\"%s\"".formatted(text))));
    }

    /**
     * What is wrong with a text that is none.
     *
     * @param quoted it, in quotes
     */
    public static String fault(String what, String quoted) {
        return "The %s %s is no duration. Write a whole number and its unit: 500ms, 30s, 5m or 1h."
                .formatted(what, quoted);
    }

    /** Writes one, with the largest unit that it is a whole number of. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
