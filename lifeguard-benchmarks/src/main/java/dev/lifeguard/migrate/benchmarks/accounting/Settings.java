package dev.lifeguard.migrate.benchmarks.accounting;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How long is measured.
 *
 * @param rounds how often each contender has its turn
 * @param round how long a turn is; zero for the reports alone
 * @param rows how many lines and how many invoices the reports are measured on
 */
record Settings(int rounds, Duration round, int rows) {

    static final String USAGE = "rounds=5 seconds=3 rows=1000000";

    /** Reads {@code name=number} pairs; what is left out is as in {@link #USAGE}. */
    static Settings parse(String... arguments) {
        Map<String, Integer> values = new HashMap<>(numbers(USAGE.split(" ", -1)));
        numbers(arguments)
                .forEach(
                        (name, value) -> {
                            if (values.replace(name, value) == null) {
                                throw new IllegalArgumentException(
                                        "\"%s\" is no setting: give some of %s"
                                                .formatted(name, USAGE));
                            }
                        });
        return new Settings(
                number(values, "rounds"),
                Duration.ofSeconds(number(values, "seconds")),
                number(values, "rows"));
    }

    private static int number(Map<String, Integer> values, String name) {
        return values.getOrDefault(name, 0);
    }

    private static Map<String, Integer> numbers(String... arguments) {
        Map<String, Integer> numbers = new HashMap<>();
        Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .forEach(pair -> numbers.put(pair[0], Integer.valueOf(pair[1])));
        return numbers;
    }
}
