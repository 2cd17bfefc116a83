package dev.lifeguard.migrate.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures as Markdown, and as JSON. */
record ComparisonReport(List<Figures> figures, List<Bar> bars) {

    String markdown(String server, ComparisonSettings settings) throws IOException {
        return """

        %s; JDK %s; %s, %s processors; %s

        | work | tool | median (least to most) | ÷ first row |
        |---|---|---|---|
        %s
        | bar | | measured | at most | met |
        |---|---|---|---|---|
        %s
        | jars | with the driver | without it |
        |---|---|---|
        %s
        """
                .formatted(
                        server,
                        Runtime.version(),
                        System.getProperty("os.name"),
                        Runtime.getRuntime().availableProcessors(),
                        settings,
                        figures.stream().map(Figures::markdown).collect(Collectors.joining()),
                        bars.stream().map(Bar::markdown).collect(Collectors.joining()),
                        List.of(Tool.LIFEGUARD, Tool.FLYWAY, Tool.LIQUIBASE).stream()
                                .map(ComparisonReport::sizes)
                                .collect(Collectors.joining()));
    }

    private static String sizes(Tool tool) {
        try {
            List<Path> jars = tool.jars();
            return String.format(
                    Locale.ROOT,
                    "| %s | %s jars, %,d bytes | %,d bytes |%n",
                    tool.title(),
                    jars.size(),
                    jars.stream().mapToLong(ComparisonReport::size).sum(),
                    jars.stream()
                            .filter(jar -> !jar.getFileName().toString().startsWith("postgresql-"))
                            .mapToLong(ComparisonReport::size)
                            .sum());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String json(String server, ComparisonSettings settings) {
        return """
        {"server": "%s", "java": "%s", "settings": "%s", "figures": [
          %s
        ]}
        """
                .formatted(
                        server,
                        Runtime.version(),
                        settings,
                        figures.stream().map(Figures::json).collect(Collectors.joining(",\n  ")));
    }
}
