package dev.lifeguard.migrate.benchmarks.comparison;

import dev.lifeguard.migrate.benchmarks.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The figures of one kind of work: for each tool one a round.
 *
 * @param work what was done
 * @param unit of the figures
 */
record Figures(String work, String unit, Map<String, List<Double>> rounds) {

    Figures(String work, String unit) {
        this(work, unit, new LinkedHashMap<>());
    }

    void add(String tool, double figure) {
        rounds.computeIfAbsent(tool, none -> new ArrayList<>()).add(figure);
    }

    /** A tool's figure divided by another's, round by round. */
    Spread ratio(String tool, String yardstick) {
        List<Double> own = of(tool);
        List<Double> other = of(yardstick);
        return Spread.of(
                IntStream.range(0, own.size())
                        .mapToDouble(round -> own.get(round) / other.get(round)));
    }

    Spread spread(String tool) {
        return Spread.of(of(tool).stream().mapToDouble(Double::doubleValue));
    }

    private List<Double> of(String tool) {
        return rounds.getOrDefault(tool, List.of());
    }

    /** A row for each tool: its figures, and their ratio to those of the first tool. */
    String markdown() {
        String first = rounds.keySet().iterator().next();
        return rounds.keySet().stream()
                .map(
                        tool ->
                                "| %s | %s | %s | %s |%n"
                                        .formatted(
                                                work,
                                                tool,
                                                spread(tool).cell(),
                                                tool.equals(first)
                                                        ? "1"
                                                        : ratio(tool, first).cell()))
                .collect(Collectors.joining());
    }

    String json() {
        return rounds.entrySet().stream()
                .map(
                        tool ->
                                "{\"work\": \"%s\", \"unit\": \"%s\", \"tool\": \"%s\", \"rounds\": %s}"
                                        .formatted(work, unit, tool.getKey(), tool.getValue()))
                .collect(Collectors.joining(",\n  "));
    }
}
