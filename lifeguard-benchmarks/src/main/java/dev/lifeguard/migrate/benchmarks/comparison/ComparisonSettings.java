package dev.lifeguard.migrate.benchmarks.comparison;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param rounds how often each tool has its turn
 * @param applied with how many migrations applied and nothing pending
 * @param pending how many migrations are applied to an empty database
 * @param parts what else is measured
 */
record ComparisonSettings(
        int rounds, List<Integer> applied, List<Integer> pending, List<String> parts) {

    static final String USAGE =
            "rounds=5 applied=10,100,1000,5000,20000 pending=100,1000"
                    + " parts=calls,network,memory,instances,cli,java";

    /** Reads {@code name=value} pairs; what is left out is as in {@link #USAGE}. */
    static ComparisonSettings parse(String... arguments) {
        Map<String, String> values = pairs(USAGE.split(" ", -1));
        pairs(arguments)
                .forEach(
                        (name, value) -> {
                            if (values.replace(name, value) == null) {
                                throw new IllegalArgumentException(
                                        "\"%s\" is no setting: give some of %s"
                                                .formatted(name, USAGE));
                            }
                        });
        return new ComparisonSettings(
                Integer.parseInt(values.getOrDefault("rounds", "")),
                numbers(values.getOrDefault("applied", "")),
                numbers(values.getOrDefault("pending", "")),
                words(values.getOrDefault("parts", "")));
    }

    /** Whether a part is measured. */
    boolean has(String part) {
        return parts.contains(part);
    }

    private static List<Integer> numbers(String list) {
        return words(list).stream().map(Integer::valueOf).toList();
    }

    private static List<String> words(String list) {
        return Stream.of(list.split(",", -1)).filter(word -> !word.isEmpty()).toList();
    }

    private static Map<String, String> pairs(String... arguments) {
        Map<String, String> pairs = new HashMap<>();
        Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .forEach(pair -> pairs.put(pair[0], pair.length > 1 ? pair[1] : ""));
        return pairs;
    }
}
