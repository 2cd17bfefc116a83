package dev.lifeguard.migrate.benchmarks.accounting;

import dev.lifeguard.migrate.benchmarks.Spread;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How long a report and its yardstick took, by turns, in milliseconds. */
record ReportTimes(Report report, List<Double> times, List<Double> yardsticks) {

    /** Fills the schema's database with rows and measures each report on them. */
    static List<ReportTimes> measure(Server server, Settings settings)
            throws SQLException, IOException {
        List<ReportTimes> all = new ArrayList<>();
        try (Connection connection = server.connect("reports", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SET benchmark.rows = " + settings.rows());
            statement.execute(Server.script("million_rows.sql"));
            statement.execute("VACUUM ANALYZE");
            for (Report report : Report.all()) {
                all.add(measure(statement, report, settings.rounds()));
            }
        }
        return all;
    }

    private static ReportTimes measure(Statement statement, Report report, int rounds)
            throws SQLException {
        ReportTimes times = new ReportTimes(report, new ArrayList<>(), new ArrayList<>());
        time(statement, report.query());
        time(statement, report.yardstick());
        for (int round = 0; round < rounds; round++) {
            times.times.add(time(statement, report.query()));
            times.yardsticks.add(time(statement, report.yardstick()));
        }
        return times;
    }

    private static double time(Statement statement, String query) throws SQLException {
        long begin = System.nanoTime();
        try (ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new IllegalStateException("No rows from " + query);
            }
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    Spread time() {
        return Spread.of(times.stream().mapToDouble(Double::doubleValue));
    }

    Spread yardstick() {
        return Spread.of(yardsticks.stream().mapToDouble(Double::doubleValue));
    }

    Spread ratio() {
        return Spread.of(
                IntStream.range(0, times.size())
                        .mapToDouble(round -> times.get(round) / yardsticks.get(round)));
    }
}
