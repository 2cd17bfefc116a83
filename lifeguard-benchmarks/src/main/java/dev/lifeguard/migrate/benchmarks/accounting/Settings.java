package dev.lifeguard.migrate.benchmarks.accounting;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured, and how long.
 *
 * @param rounds how often each contender has its turn
 * @param round how long a turn is; zero for the reports alone
 * @param rows how many lines and how many invoices the reports are measured on
 * @param workloads those that are measured
 */
record Settings(int rounds, Duration round, int rows, List<Workload> workloads) {

    static final String USAGE = "rounds=5 seconds=3 rows=1000000 workloads=ALL";

    private static final String ALL = "ALL";

    /** Reads {@code name=value} pairs; what is left out is as in {@link #USAGE}. */
    static Settings parse(String... arguments) {
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
        return new Settings(
                number(values, "rounds"),
                Duration.ofSeconds(number(values, "seconds")),
                number(values, "rows"),
                workloads(values.getOrDefault("workloads", ALL)));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, ""));
    }

    private static List<Workload> workloads(String names) {
        return names.equals(ALL)
                ? List.of(Workload.values())
                : Arrays.stream(names.split(",", -1)).map(Workload::valueOf).toList();
    }

    private static Map<String, String> values(String... arguments) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }
}
