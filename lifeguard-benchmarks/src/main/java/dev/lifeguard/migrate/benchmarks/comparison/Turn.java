package dev.lifeguard.migrate.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of a process.
 *
 * @param seconds from its start to its end
 * @param peakMegabytes the most memory that it had resident, or 0 where that cannot be seen
 * @param output the lines that it printed
 */
record Turn(double seconds, double peakMegabytes, List<String> output) {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final double NANOS = 1e9;
    private static final double KILOBYTES = 1024;

    /** Runs a command to its end. */
    static Turn of(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("turn", ".txt");
        try {
            long start = System.nanoTime();
            Process process = start(command, output);
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            return checked(command, process, new Turn(seconds, 0, Files.readAllLines(output)));
        } finally {
            Files.delete(output);
        }
    }

    /** The same, and looks at the process all the time, which slows it down. */
    static Turn watched(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("turn", ".txt");
        try {
            long start = System.nanoTime();
            Process process = start(command, output);
            double peak = 0;
            while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peak(process.pid()));
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            return checked(command, process, new Turn(seconds, peak, Files.readAllLines(output)));
        } finally {
            Files.delete(output);
        }
    }

    /**
     * Several of one command at once.
     *
     * @param seconds to the end of the last
     * @param succeeded how many of them ended with 0
     */
    record Together(double seconds, int succeeded) {}

    /** Runs a command that many times at once. */
    static Together together(int instances, List<String> command) throws InterruptedException {
        long start = System.nanoTime();
        List<Process> all =
                Stream.generate(() -> command).limit(instances).map(Turn::unchecked).toList();
        for (Process process : all) {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        int succeeded = (int) all.stream().filter(process -> process.exitValue() == 0).count();
        return new Together(seconds, succeeded);
    }

    private static Process unchecked(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Process start(List<String> command, Path output) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static Turn checked(List<String> command, Process process, Turn turn) {
        if (process.isAlive() || process.exitValue() != 0) {
            throw new IllegalStateException(
                    "%s ended with %s:%n%s"
                            .formatted(
                                    String.join(" ", command),
                                    process.isAlive() ? "nothing" : process.exitValue(),
                                    String.join("\n", turn.output())));
        }
        return turn;
    }

    /** The most resident memory so far (proc(5), VmHWM), in megabytes. */
    private static double peak(long pid) {
        try (BufferedReader status = Files.newBufferedReader(Path.of("/proc/" + pid + "/status"))) {
            return status.lines()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0;
        }
    }

    /** The numbers behind a word that it printed. */
    List<Double> numbers(String word) {
        return output.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Double.valueOf(line.substring(word.length() + 1)))
                .toList();
    }
}
