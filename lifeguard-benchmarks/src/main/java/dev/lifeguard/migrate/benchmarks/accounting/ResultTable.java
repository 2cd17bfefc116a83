package dev.lifeguard.migrate.benchmarks.accounting;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results as Markdown, and as JSON. */
final class ResultTable {

    private static final String WORKLOADS =
            """
            | workload | books | entries/s | ÷ bare | median ms | p99 ms | CPU ms an entry | ÷ bare | deadlocks |
            |---|---|---|---|---|---|---|---|---|
            """;

    private static final String REPORTS =
            """
            | report | ms | sum over the same rows, ms | ÷ sum | bar, ms |
            |---|---|---|---|---|
            """;

    private final List<Results> workloads;
    private final List<ReportTimes> reports;

    ResultTable(List<Results> workloads, List<ReportTimes> reports) {
        this.workloads = workloads;
        this.reports = reports;
    }

    String markdown() {
        StringBuilder text = new StringBuilder(WORKLOADS);
        for (Results results : workloads) {
            for (Contender contender : results.workload().contenders()) {
                text.append(row(results, contender));
            }
        }
        text.append('\n').append(REPORTS);
        for (ReportTimes times : reports) {
            text.append(
                    "| %s | %s | %s | %s | %s |%n"
                            .formatted(
                                    times.report().title(),
                                    times.time().cell(),
                                    times.yardstick().cell(),
                                    times.ratio().cell(),
                                    times.report().bar()));
        }
        return text.append('\n').append(new Bars(workloads, reports).markdown()).toString();
    }

    private static String row(Results results, Contender contender) {
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        results.workload().title(),
                        contender.title(),
                        results.spread(contender, Measurement::throughput).cell(),
                        results.ratio(contender, Measurement::throughput).cell(),
                        results.spread(contender, Measurement::median).cell(),
                        results.spread(contender, Measurement::p99).cell(),
                        results.spread(contender, Measurement::cpu).cell(),
                        results.ratio(contender, Measurement::cpu).cell(),
                        results.deadlocks(contender));
    }

    /** Everything, with the server's version and the settings of the run. */
    String json(String server, Settings settings) {
        return """
        {
          "server": "%s",
          "settings": "%s",
          "workloads": [
            %s
          ],
          "reports": [
            %s
          ]
        }
        """
                .formatted(
                        server,
                        settings,
                        workloads.stream()
                                .flatMap(
                                        results ->
                                                results.workload().contenders().stream()
                                                        .map(contender -> json(results, contender)))
                                .collect(Collectors.joining(",\n    ")),
                        reports.stream()
                                .map(ResultTable::json)
                                .collect(Collectors.joining(",\n    ")));
    }

    private static String json(Results results, Contender contender) {
        return ("{\"workload\": \"%s\", \"books\": \"%s\", \"deadlocks\": %s, \"throughput\": %s,"
                        + " \"throughputToBare\": %s, \"medianMs\": %s, \"p99Ms\": %s,"
                        + " \"cpuMs\": %s, \"cpuToBare\": %s}")
                .formatted(
                        results.workload(),
                        contender,
                        results.deadlocks(contender),
                        json(results, contender, Measurement::throughput),
                        results.ratio(contender, Measurement::throughput).json(),
                        json(results, contender, Measurement::median),
                        json(results, contender, Measurement::p99),
                        json(results, contender, Measurement::cpu),
                        results.ratio(contender, Measurement::cpu).json());
    }

    private static String json(
            Results results, Contender contender, ToDoubleFunction<Measurement> value) {
        return results.spread(contender, value).json();
    }

    private static String json(ReportTimes times) {
        return "{\"report\": \"%s\", \"ms\": %s, \"sumMs\": %s, \"toSum\": %s, \"barMs\": %s}"
                .formatted(
                        times.report().title(),
                        times.time().json(),
                        times.yardstick().json(),
                        times.ratio().json(),
                        times.report().bar());
    }
}
