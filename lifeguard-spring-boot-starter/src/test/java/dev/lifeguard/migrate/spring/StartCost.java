package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what the starter adds to a start with nothing pending: the sample is run to its end by
 * turns with and without it, each in a JVM of its own, and reads the database in both. A program,
 * not a test, for a POSIX shell with {@code time}: {@code StartCost ROUNDS}.
 *
 * <p>The pool has one connection at first: it would fill itself in the background otherwise, as
 * soon as it is used, and the run that uses it earlier would have more of that in its time.
 */
final class StartCost {

    private static final Pattern TIMES =
            Pattern.compile("TIMES (?<wall>[0-9.]+) (?<user>[0-9.]+) (?<system>[0-9.]+)");

    private StartCost() {}

    /** How long one run took, and how long processors worked for it, in milliseconds. */
    private record Cost(long wall, long processor) {}

    /** Prints it. */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 25 : Integer.parseInt(arguments[0]);
        Database database = TestPostgres.create();
        cost(database, true);
        List<Cost> with = new ArrayList<>();
        List<Cost> without = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean first = round % 2 == 0;
            (first ? with : without).add(cost(database, first));
            (first ? without : with).add(cost(database, !first));
        }
        print("wall clock", with, without, Cost::wall);
        print("processor", with, without, Cost::processor);
        System.exit(0);
    }

    private static void print(
            String what, List<Cost> with, List<Cost> without, ToLongFunction<Cost> part) {
        List<Long> added = new ArrayList<>();
        for (int round = 0; round < with.size(); round++) {
            added.add(part.applyAsLong(with.get(round)) - part.applyAsLong(without.get(round)));
        }
        System.out.printf(
                Locale.ROOT,
                "%s, ms: with %s, without %s; added in a round %s, quarters %s and %s%n",
                what,
                quantile(with.stream().map(part::applyAsLong).toList(), 0.5),
                quantile(without.stream().map(part::applyAsLong).toList(), 0.5),
                quantile(added, 0.5),
                quantile(added, 0.25),
                quantile(added, 0.75));
    }

    private static Cost cost(Database database, boolean enabled) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of("bash", "-c", "TIMEFORMAT='TIMES %R %U %S'; time \"$@\"", "-"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-cp", String.join(File.pathSeparator, ApplicationProcess.classPath())));
        command.add(ApplicationProcess.main());
        command.add("--spring.datasource.url=" + database.url());
        command.add("--spring.datasource.username=postgres");
        command.add("--spring.datasource.hikari.minimum-idle=1");
        command.add("--lifeguard.migrate.enabled=" + enabled);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            String said = String.join("\n", output.lines().toList());
            Matcher times = TIMES.matcher(said);
            if (!times.find() || !said.contains("customers: 0")) {
                throw new IllegalStateException(said);
            }
            return new Cost(
                    milliseconds(times.group("wall")),
                    milliseconds(times.group("user")) + milliseconds(times.group("system")));
        }
    }

    private static long milliseconds(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1000);
    }

    private static long quantile(List<Long> values, double share) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }
}
