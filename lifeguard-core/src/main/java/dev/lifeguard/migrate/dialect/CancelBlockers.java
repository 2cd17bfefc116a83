package dev.lifeguard.migrate.dialect;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose sessions are terminated where a migration waits for their locks. */
public sealed interface CancelBlockers {

    /** What is written where nobody's are. */
    String NONE = "none";

    /** Nobody's. */
    record None() implements CancelBlockers {}

    /** Those of the server's own autovacuum. */
    record Autovacuum() implements CancelBlockers {}

    /** Those of clients whose transaction is open for so long, at least. */
    record OlderThan(Duration open) implements CancelBlockers {}

    /** Reads one as it is typed: {@code older-than=5m}; empty when it is anything else. */
    static Optional<CancelBlockers> parse(String text) {
        if (text.equals(NONE)) {
            return Optional.of(new None());
        }
        if (text.equals("autovacuum")) {
            return Optional.of(new Autovacuum());
        }
        Matcher older = Pattern.compile("older-than=([0-9]{1,9})(ms|s|m|h)").matcher(text);
        if (!older.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(older.group(1));
        Duration open =
                switch (older.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        return open.isPositive() ? Optional.of(new OlderThan(open)) : Optional.empty();
    }

    /**
     * What is wrong with a text that is none, without a full stop.
     *
     * @param quoted it, in quotes
     */
    static String fault(String quoted) {
        return ("Whose sessions are terminated (cancel-blockers) is %s. Write none, autovacuum, or"
                        + " older-than= and a duration of at least 1ms, as older-than=5m")
                .formatted(quoted);
    }
}
