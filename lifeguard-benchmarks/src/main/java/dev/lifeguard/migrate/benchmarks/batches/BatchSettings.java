package dev.lifeguard.migrate.benchmarks.batches;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured, and how long.
 *
 * @param rounds how often each contender has its turn
 * @param rows of the table that is filled
 * @param time for what the load is looked at beside each job
 * @param sessions of the load
 * @param rate how many transactions a second each session begins
 * @param parts those that are measured
 */
record BatchSettings(
        int rounds, int rows, Duration time, int sessions, int rate, List<String> parts) {

    static final String USAGE =
            "rounds=5 rows=1000000 seconds=20 sessions=8 rate=50 parts=load,speed,room,pooler";

    /** Reads {@code name=value} pairs; what is left out is as in {@link #USAGE}. */
    static BatchSettings parse(String... arguments) {
        Map<String, String> values = new HashMap<>(values(USAGE.split(" ", -1)));
        values(arguments)
                .forEach(
                        (name, value) -> {
                            if (values.replace(name, value) == null) {
                                throw new IllegalArgumentException(
                                        "\"%s\" is no setting: give some of %s"
                                                .formatted(name, USAGE));
                            }
                        });
        return new BatchSettings(
                number(values, "rounds"),
                number(values, "rows"),
                Duration.ofSeconds(number(values, "seconds")),
                number(values, "sessions"),
                number(values, "rate"),
                List.of(values.getOrDefault("parts", "").split(",", -1)));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, ""));
    }

    private static Map<String, String> values(String... arguments) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }
}
