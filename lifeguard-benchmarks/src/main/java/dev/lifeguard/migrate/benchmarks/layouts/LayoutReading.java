package dev.lifeguard.migrate.benchmarks.layouts;

import dev.lifeguard.migrate.benchmarks.Spread;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.catalog.DirectorySource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much longer it takes to read and hash another tool's directory than one of this project's
 * own, with the same statements in as many files.
 *
 * <p>All directories are read by turns in one JVM. What counts is the CPU time of the thread that
 * reads; ratios are taken within a round, and what is told is their median.
 */
public final class LayoutReading {

    private static final int WARM_UP = 40;
    private static final int ROUNDS = 60;

    private LayoutReading() {}

    /**
     * A directory to be read.
     *
     * @param inFolders whether each file has a folder of its own
     */
    private record Contender(String name, Path directory, Layout layout, boolean inFolders) {

        /** The CPU time of one reading, in nanoseconds. */
        double read() {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int size =
                    MigrationCatalog.of(List.of(new DirectorySource(directory, layout)))
                            .scripts()
                            .size();
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            if (size == 0) {
                throw new IllegalStateException("Nothing was read in " + directory);
            }
            return end - start;
        }
    }

    /**
     * Prints a table.
     *
     * @param arguments how many files there are, 1,000 and 5,000 where nothing is said
     */
    public static void main(String[] arguments) throws IOException {
        int[] counts =
                arguments.length == 0
                        ? new int[] {1000, 5000}
                        : Stream.of(arguments).mapToInt(Integer::parseInt).toArray();
        for (int count : counts) {
            Path root = Files.createTempDirectory("layouts");
            try {
                measure(count, contenders(new LayoutFiles(root, count)));
            } finally {
                delete(root);
            }
        }
    }

    /** The two of this project's own are the first. */
    private static List<Contender> contenders(LayoutFiles files) throws IOException {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("lifeguard", files.own(), Layout.own(), false));
        all.add(
                new Contender(
                        "lifeguard, a folder each", files.ownInFolders(), Layout.own(), true));
        for (OtherTool tool : OtherTool.values()) {
            all.add(
                    new Contender(
                            tool.id(),
                            files.of(tool),
                            tool.layout(),
                            LayoutFiles.hasFolders(tool)));
        }
        all.add(
                new Contender(
                        "liquibase-sql, ten changesets a file",
                        files.ofLiquibase(10),
                        OtherTool.LIQUIBASE_SQL.layout(),
                        false));
        return all;
    }

    private static void measure(int count, List<Contender> contenders) {
        IntStream.range(0, WARM_UP).forEach(round -> contenders.forEach(Contender::read));
        double[][] times = new double[ROUNDS][];
        for (int round = 0; round < ROUNDS; round++) {
            times[round] = contenders.stream().mapToDouble(Contender::read).toArray();
        }
        System.out.printf("%n| %s files | ms | times its own layout |%n|---|---|---|%n", count);
        for (int at = 0; at < contenders.size(); at++) {
            int here = at;
            int own = contenders.get(at).inFolders() ? 1 : 0;
            Spread ratio = Spread.of(Stream.of(times).mapToDouble(each -> each[here] / each[own]));
            Spread time = Spread.of(Stream.of(times).mapToDouble(each -> each[here] / 1e6));
            System.out.printf(
                    "| %s | %s | %s |%n",
                    contenders.get(at).name(),
                    Spread.number(time.median()),
                    Spread.number(ratio.median()));
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
