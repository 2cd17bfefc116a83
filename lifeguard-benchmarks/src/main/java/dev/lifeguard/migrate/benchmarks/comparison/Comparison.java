package dev.lifeguard.migrate.benchmarks.comparison;

import dev.lifeguard.migrate.benchmarks.comparison.Bench.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compares this tool with others in one run, and writes the tables. */
public final class Comparison {

    private static final List<Tool> MIGRATORS =
            List.of(Tool.JDBC, Tool.LIFEGUARD, Tool.FLYWAY, Tool.LIQUIBASE);
    private static final List<Tool> OUR_OWN = List.of(Tool.JDBC, Tool.LIFEGUARD);

    /** Flyway would need hours to apply 20,000: of a run it applies each more slowly. */
    private static final int MOST_OF_OTHERS = 5000;

    private static final List<Tool> APPLIERS =
            List.of(Tool.JDBC, Tool.LIFEGUARD, Tool.FLYWAY, Tool.LIQUIBASE, Tool.PSQL);
    private static final int CALLS = 20;
    private static final int INSTANCES = 16;

    private final Bench bench;
    private final ComparisonSettings settings;
    private final List<Figures> figures = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();

    private Comparison(Bench bench, ComparisonSettings settings) {
        this.bench = bench;
        this.settings = settings;
    }

    /**
     * Prints tables and writes them below {@code target}. The working directory is the project's.
     *
     * @param arguments some of {@value ComparisonSettings#USAGE}
     */
    public static void main(String[] arguments)
            throws IOException, SQLException, InterruptedException {
        ComparisonSettings settings = ComparisonSettings.parse(arguments);
        Path directory =
                Files.createDirectories(
                        Path.of("lifeguard-benchmarks", "target", "comparison").toAbsolutePath());
        try (Bench bench = new Bench(directory)) {
            new Comparison(bench, settings).run(directory);
        }
    }

    private void run(Path directory) throws IOException, SQLException, InterruptedException {
        for (int count : settings.applied()) {
            nothingPending(count);
        }
        if (settings.has("calls")) {
            callsInOneProcess();
        }
        for (int count : settings.pending()) {
            apply(count);
        }
        if (settings.has("network")) {
            network();
        }
        if (settings.has("memory")) {
            memory();
        }
        if (settings.has("instances")) {
            instances();
        }
        if (settings.has("cli")) {
            commandLine(directory);
        }
        if (settings.has("java")) {
            bars.add(
                    new JavaFileTurns(bench, directory)
                            .measure(
                                    settings.rounds(),
                                    figures("compile and run 50 Java files, whole process", "s")));
        }
        ComparisonReport report = new ComparisonReport(figures, bars);
        String server = bench.server().value("postgres", "SELECT version()");
        String text = report.markdown(server, settings);
        System.out.println(text);
        Files.writeString(directory.resolve("results.md"), text);
        Files.writeString(directory.resolve("results.json"), report.json(server, settings));
    }

    private Figures figures(String work, String unit) {
        Figures made = new Figures(work, unit);
        figures.add(made);
        return made;
    }

    private void measure(List<Tool> tools, Figures made, Bench.TurnOf<Tool> turn)
            throws SQLException, IOException, InterruptedException {
        Bench.measure(settings.rounds(), tools, Tool::title, made, turn);
    }

    private void nothingPending(int count) throws SQLException, IOException, InterruptedException {
        List<Tool> tools = count > MOST_OF_OTHERS ? OUR_OWN : MIGRATORS;
        Databases databases = bench.migrated(tools, count);
        Figures whole = figures("nothing pending, %s applied, whole process".formatted(count), "s");
        int port = bench.server().port();
        measure(
                tools,
                whole,
                tool -> Turn.of(bench.command(tool, databases.of(tool), port, count, 1)).seconds());
        if (count == 100 || count == 1000 || count == 5000) {
            bars.add(Bar.atMost(whole, Tool.LIFEGUARD.title(), Tool.JDBC.title(), 1.15));
            bars.add(Bar.timesLess(whole, Tool.LIFEGUARD.title(), Tool.FLYWAY.title(), 2.3));
            bars.add(Bar.timesLess(whole, Tool.LIFEGUARD.title(), Tool.LIQUIBASE.title(), 5));
        }
        bench.drop(databases);
    }

    private void callsInOneProcess() throws SQLException, IOException, InterruptedException {
        int count = 1000;
        Databases databases = bench.migrated(MIGRATORS, count);
        Figures first = figures("nothing pending, 1,000 applied, first call in a process", "s");
        Figures warm = figures("the same, warm (median of the last 10 of 20 calls)", "s");
        int port = bench.server().port();
        measure(
                MIGRATORS,
                first,
                tool -> {
                    List<Double> nanos =
                            Turn.of(bench.command(tool, databases.of(tool), port, count, CALLS))
                                    .numbers("call");
                    warm.add(
                            tool.title(),
                            nanos.subList(CALLS - 10, CALLS).stream().sorted().toList().get(5)
                                    / 1e9);
                    return nanos.getFirst() / 1e9;
                });
        bars.add(Bar.atMost(warm, Tool.LIFEGUARD.title(), Tool.JDBC.title(), 1.1));
        bars.add(Bar.timesLess(warm, Tool.LIFEGUARD.title(), Tool.FLYWAY.title(), 4));
        bench.drop(databases);
    }

    private void apply(int count) throws SQLException, IOException, InterruptedException {
        Figures made = figures("apply %s from empty, whole process".formatted(count), "s");
        List<String> databases = new ArrayList<>();
        measure(
                APPLIERS,
                made,
                tool -> {
                    String database = bench.empty();
                    databases.add(database);
                    return Turn.of(bench.command(tool, database, bench.server().port(), count, 1))
                            .seconds();
                });
        // Not before: ext4 makes files more slowly for minutes after it has removed as many.
        for (String database : databases) {
            bench.drop(database);
        }
        if (count == 1000) {
            bars.add(Bar.atMost(made, Tool.LIFEGUARD.title(), Tool.JDBC.title(), 0.85));
            bars.add(Bar.atMost(made, Tool.LIFEGUARD.title(), Tool.PSQL.title(), 1.15));
            bars.add(Bar.timesLess(made, Tool.LIFEGUARD.title(), Tool.FLYWAY.title(), 2));
        }
    }

    private void network() throws SQLException, IOException, InterruptedException {
        int count = 100;
        Figures connections = figures("connections, nothing pending", "connections");
        Figures nothing = figures("round trips after the login, nothing pending", "round trips");
        Figures each = figures("round trips after the login, a migration of 100", "round trips");
        for (Tool tool : MIGRATORS) {
            String database = bench.empty();
            try (RoundTripProxy proxy = RoundTripProxy.open(bench.server().port(), Duration.ZERO)) {
                Turn.of(bench.command(tool, database, proxy.port(), count, 1));
                int applying = proxy.roundTrips();
                int before = proxy.connections();
                Turn.of(bench.command(tool, database, proxy.port(), count, 1));
                int noop = proxy.roundTrips() - applying;
                connections.add(tool.title(), proxy.connections() - before);
                nothing.add(tool.title(), noop);
                each.add(tool.title(), (applying - noop) / (double) count);
            }
        }
        for (Figures counted : List.of(connections, nothing, each)) {
            System.out.print(counted.markdown());
        }
        for (int milliseconds : List.of(1, 5)) {
            latency(count, milliseconds);
        }
    }

    private void latency(int count, int milliseconds)
            throws SQLException, IOException, InterruptedException {
        Figures applying =
                figures("apply %s, %s ms a round trip".formatted(count, milliseconds), "s");
        Figures nothing =
                figures(
                        "nothing pending, %s applied, %s ms a round trip"
                                .formatted(count, milliseconds),
                        "s");
        try (RoundTripProxy proxy =
                RoundTripProxy.open(bench.server().port(), Duration.ofMillis(milliseconds))) {
            measure(
                    MIGRATORS,
                    applying,
                    tool -> {
                        String database = bench.empty();
                        List<String> command =
                                bench.command(tool, database, proxy.port(), count, 1);
                        double seconds = Turn.of(command).seconds();
                        nothing.add(tool.title(), Turn.of(command).seconds());
                        return seconds;
                    });
        }
        if (milliseconds == 5) {
            bars.add(Bar.timesLess(applying, Tool.LIFEGUARD.title(), Tool.FLYWAY.title(), 6));
            bars.add(Bar.timesLess(applying, Tool.LIFEGUARD.title(), Tool.LIQUIBASE.title(), 3.5));
        }
    }

    private void memory() throws SQLException, IOException, InterruptedException {
        int count = 5000;
        Databases databases = bench.migrated(MIGRATORS, count);
        Figures resident = figures("most resident memory, nothing pending, 5,000 applied", "MB");
        Figures allocated = figures("allocated on the heap, nothing pending, 5,000 applied", "MB");
        int port = bench.server().port();
        measure(
                MIGRATORS,
                resident,
                tool -> {
                    Turn counting =
                            Turn.of(bench.commandThatCounts(tool, databases.of(tool), count));
                    allocated.add(tool.title(), counting.numbers("allocated").getFirst() / 1e6);
                    return Turn.watched(bench.command(tool, databases.of(tool), port, count, 1))
                            .peakMegabytes();
                });
        bars.add(Bar.atMost(resident, Tool.LIFEGUARD.title(), Tool.JDBC.title(), 1));
        bench.drop(databases);
    }

    private void instances() throws SQLException, IOException, InterruptedException {
        int count = 100;
        String work = "%s instances at once, apply %s".formatted(INSTANCES, count);
        Figures made = figures(work, "s");
        Figures succeeded = figures(work + ": how many succeed", "instances");
        measure(
                List.of(Tool.LIFEGUARD, Tool.FLYWAY, Tool.LIQUIBASE),
                made,
                tool -> {
                    String database = bench.empty();
                    Turn.Together turn =
                            Turn.together(
                                    INSTANCES,
                                    bench.command(tool, database, bench.server().port(), count, 1));
                    succeeded.add(tool.title(), turn.succeeded());
                    return turn.seconds();
                });
        System.out.print(succeeded.markdown());
    }

    private void commandLine(Path directory)
            throws SQLException, IOException, InterruptedException {
        CommandLineTurns turns = new CommandLineTurns(bench, directory);
        turns.prepare();
        for (String command : List.of("--version", "status", "up")) {
            Figures made = figures("command line: %s".formatted(command), "s");
            Bench.measure(
                    settings.rounds(),
                    CommandLineTurns.tools(),
                    tool -> tool,
                    made,
                    tool -> turns.seconds(tool, command));
            if (!command.equals("--version")) {
                bars.add(Bar.atMost(made, CommandLineTurns.LAUNCHER, CommandLineTurns.BARE, 1.3));
                bars.add(Bar.atMost(made, CommandLineTurns.ARCHIVE, CommandLineTurns.BARE, 1.3));
                bars.add(
                        Bar.timesLess(made, CommandLineTurns.LAUNCHER, CommandLineTurns.FLYWAY, 4));
            }
        }
    }
}
