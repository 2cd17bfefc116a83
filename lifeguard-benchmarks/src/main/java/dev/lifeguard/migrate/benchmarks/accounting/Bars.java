package dev.lifeguard.migrate.benchmarks.accounting;

import static dev.lifeguard.migrate.benchmarks.accounting.Contender.AUTO_POST;
import static dev.lifeguard.migrate.benchmarks.accounting.Contender.SCHEMA;
import static dev.lifeguard.migrate.benchmarks.accounting.Contender.SHARDED;

import dev.lifeguard.migrate.benchmarks.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the schema may cost, beside what it did. Medians are judged. */
final class Bars {

    private final List<Bar> bars = new ArrayList<>();

    Bars(List<Results> workloads, List<ReportTimes> reports) {
        for (Results results : workloads) {
            switch (results.workload()) {
                case ONE_SESSION_2 -> cpu(results, 3.0);
                case ONE_SESSION_10, ONE_SESSION_100 -> cpu(results, 2.5);
                case HOT_SLOW_FLUSH -> shards(results);
                case HOT, HOT_SLOW_FLUSH_8, WIDE_2, WIDE_10 -> {}
            }
        }
        int deadlocks =
                workloads.stream()
                        .mapToInt(
                                results ->
                                        Stream.of(SCHEMA, SHARDED, AUTO_POST)
                                                .mapToInt(results::deadlocks)
                                                .sum())
                        .sum();
        bars.add(new Bar("deadlocks of the schema: none", deadlocks, deadlocks == 0));
        for (ReportTimes times : reports) {
            double time = times.time().median();
            int bar = times.report().bar();
            bars.add(
                    new Bar(
                            "%s: at most %s ms".formatted(times.report().title(), bar),
                            time,
                            time <= bar));
        }
    }

    private void cpu(Results results, double bar) {
        double ratio = results.ratio(SCHEMA, Measurement::cpu).median();
        bars.add(
                new Bar(
                        "CPU an entry of %s lines: at most %s of the bare tables'"
                                .formatted(results.workload().lines(), bar),
                        ratio,
                        ratio <= bar));
    }

    private void shards(Results results) {
        double ratio = results.ratio(AUTO_POST, Measurement::throughput).median();
        String title =
                "hot accounts of 16 shards, posted by their lines: at least 0.5 of the bare tables'"
                        + " throughput";
        bars.add(new Bar(title, ratio, ratio >= 0.5));
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| bar | measured | met |\n|---|---|---|\n");
        for (Bar bar : bars) {
            text.append(
                    "| %s | %s | %s |%n"
                            .formatted(
                                    bar.title(),
                                    Spread.number(bar.measured()),
                                    bar.met() ? "yes" : "no"));
        }
        return text.toString();
    }

    private record Bar(String title, double measured, boolean met) {}
}
