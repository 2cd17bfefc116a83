package dev.lifeguard.migrate.benchmarks.batches;

import dev.lifeguard.migrate.benchmarks.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What one kind of turn gave: a figure of each contender a round. */
final class Figures {

    private final String title;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    Figures(String title) {
        this.title = title;
    }

    void add(String contender, double value) {
        values.computeIfAbsent(contender, name -> new ArrayList<>()).add(value);
    }

    /** The rounds' ratios of one to another. */
    Spread ratio(String contender, String yardstick) {
        List<Double> mine = values.getOrDefault(contender, List.of());
        List<Double> others = values.getOrDefault(yardstick, List.of());
        return Spread.of(
                IntStream.range(0, mine.size()).mapToDouble(at -> mine.get(at) / others.get(at)));
    }

    /** Those of one to the greatest of some others in the same round. */
    Spread ratioToBest(String contender, List<String> others) {
        List<Double> mine = values.getOrDefault(contender, List.of());
        return Spread.of(
                IntStream.range(0, mine.size())
                        .mapToDouble(
                                at ->
                                        mine.get(at)
                                                / others.stream()
                                                        .mapToDouble(each -> value(each, at))
                                                        .max()
                                                        .orElseThrow()));
    }

    private double value(String contender, int round) {
        return values.getOrDefault(contender, List.of()).get(round);
    }

    /** A table; ratios are to the first. */
    String markdown() {
        StringBuilder text =
                new StringBuilder(
                        "| %s | median (least to most) | ÷ first |%n|---|---|---|%n"
                                .formatted(title));
        String first = values.keySet().iterator().next();
        values.forEach(
                (name, all) ->
                        text.append(
                                "| %s | %s | %s |%n"
                                        .formatted(
                                                name,
                                                Spread.of(
                                                                all.stream()
                                                                        .mapToDouble(
                                                                                Double
                                                                                        ::doubleValue))
                                                        .cell(),
                                                ratio(name, first).cell())));
        return text.append('\n').toString();
    }
}
