package dev.lifeguard.migrate.benchmarks;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Median, least and most of the rounds' values.
 *
 * @param median the middle one
 * @param least the smallest
 * @param most the largest
 */
public record Spread(double median, double least, double most) {

    /** Of some values; of none there is nothing to say. */
    public static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        double upper = sorted[sorted.length / 2];
        double lower = sorted[(sorted.length - 1) / 2];
        return new Spread((lower + upper) / 2, sorted[0], sorted[sorted.length - 1]);
    }

    /** For a table: the median, and least and most in brackets. */
    public String cell() {
        return "%s (%s to %s)".formatted(number(median), number(least), number(most));
    }

    /** The three numbers. */
    public String json() {
        return "{\"median\": %s, \"min\": %s, \"max\": %s}"
                .formatted(number(median), number(least), number(most));
    }

    /** Three digits that say something. */
    public static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
