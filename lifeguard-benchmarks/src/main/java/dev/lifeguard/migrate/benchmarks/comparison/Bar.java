package dev.lifeguard.migrate.benchmarks.comparison;

import dev.lifeguard.migrate.benchmarks.Spread;

/**
 * What the tool is to keep: its figure at most so many times another's.
 *
 * @param figures what was measured
 * @param tool whose figure
 * @param yardstick the other's
 * @param most the greatest ratio
 */
record Bar(Figures figures, String tool, String yardstick, double most) {

    /** At most that many times the yardstick's. */
    static Bar atMost(Figures figures, String tool, String yardstick, double most) {
        return new Bar(figures, tool, yardstick, most);
    }

    /** At least that many times less than the yardstick's. */
    static Bar timesLess(Figures figures, String tool, String yardstick, double times) {
        return new Bar(figures, tool, yardstick, 1 / times);
    }

    /** A row of a table; the median of the rounds decides. */
    String markdown() {
        Spread ratio = figures.ratio(tool, yardstick);
        return "| %s | %s ÷ %s | %s | %s | %s |%n"
                .formatted(
                        figures.work(),
                        tool,
                        yardstick,
                        ratio.cell(),
                        Spread.number(most),
                        ratio.median() <= most ? "yes" : "no");
    }
}
