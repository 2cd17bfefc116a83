package dev.lifeguard.migrate.benchmarks.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs squawk, which looks at each file by itself. */
final class Squawk {

    /** Its lines and columns are from 0. */
    private static final Pattern LINE =
            Pattern.compile("(.+?):(\\d+):(\\d+): (?:warning|error): (\\S+) (.*)");

    private final String program;
    private Duration time = Duration.ZERO;

    Squawk(String program) {
        this.program = program;
    }

    /** What it says with the oldest version of PostgreSQL that lint knows. */
    List<Told> look(List<UpFile> files) throws IOException {
        List<Told> told = new ArrayList<>();
        Map<Boolean, List<UpFile>> byMode =
                files.stream().collect(Collectors.partitioningBy(UpFile::isWhole));
        told.addAll(run(byMode.getOrDefault(true, List.of()), "--assume-in-transaction"));
        told.addAll(run(byMode.getOrDefault(false, List.of()), "--no-assume-in-transaction"));
        return told;
    }

    /** How long its processes took. */
    Duration time() {
        return time;
    }

    private List<Told> run(List<UpFile> files, String mode) throws IOException {
        List<Told> told = new ArrayList<>();
        if (files.isEmpty()) {
            return told;
        }
        Map<String, UpFile> byPath =
                files.stream()
                        .collect(Collectors.toMap(it -> it.path().toString(), Function.identity()));
        List<String> command =
                new ArrayList<>(List.of(program, "--reporter", "gcc", "--pg-version", "14", mode));
        command.addAll(byPath.keySet());
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        time = time.plusNanos(System.nanoTime() - start);
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(
                        line -> {
                            UpFile file = byPath.get(line.group(1));
                            if (file == null) {
                                throw new IllegalStateException("No such file: " + line.group());
                            }
                            Place place =
                                    new Place(
                                            Integer.parseInt(line.group(2)) + 1,
                                            Integer.parseInt(line.group(3)) + 1);
                            told.add(
                                    new Told(
                                            file,
                                            file.statementAt(place),
                                            line.group(4),
                                            line.group(5)));
                        });
        return told;
    }
}
