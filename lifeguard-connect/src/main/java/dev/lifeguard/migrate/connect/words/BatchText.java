package dev.lifeguard.migrate.connect.words;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far migrations with batches are. */
public final class BatchText {

    private BatchText() {}

    /** A line each, with what is wrong or awaited below it, and what gets it on. */
    private static List<String> lines(List<BatchStatus> batches, Style style) {
        if (batches.isEmpty()) {
            return List.of("No migration has batches.");
        }
        List<String> lines = new ArrayList<>();
        for (BatchStatus batch : batches) {
            lines.add(
                    "%s  %s  %s"
                            .formatted(
                                    coloured(batch.state(), style),
                                    batch.version().label(batch.name()),
                                    figures(batch)));
            batch.waiting().ifPresent(reason -> lines.add("  waits: " + reason));
            batch.error().ifPresent(error -> lines.add("  " + error));
            batch.next()
                    .filter(next -> batch.state() != State.RUNNING)
                    .ifPresent(next -> lines.add("  " + next));
        }
        return lines;
    }

    /**
     * The same, with those of all others that are not done.
     *
     * @param all how far all are; empty where the others are not asked for
     * @param ran how far those are that were run
     */
    public static List<String> among(List<BatchStatus> all, List<BatchStatus> ran, Style style) {
        if (all.isEmpty()) {
            return lines(ran, style);
        }
        Set<MigrationVersion> run =
                ran.stream().map(BatchStatus::version).collect(Collectors.toSet());
        List<BatchStatus> left =
                all.stream()
                        .filter(batch -> batch.state() != State.DONE)
                        .filter(batch -> !run.contains(batch.version()))
                        .toList();
        List<String> lines = new ArrayList<>();
        if (ran.isEmpty()) {
            lines.add(
                    left.isEmpty()
                            ? "Nothing is to be run: all batches are done."
                            : "Nothing is to be run.");
        }
        Stream.of(ran, left)
                .filter(some -> !some.isEmpty())
                .forEach(some -> lines.addAll(lines(some, style)));
        return lines;
    }

    private static String coloured(State state, Style style) {
        String word = String.format(Locale.ROOT, "%-9s", state);
        return switch (state) {
            case DONE -> style.green(word);
            case FAILED, CANCELLED -> style.red(word);
            case PAUSED, PENDING, RUNNING -> style.yellow(word);
        };
    }

    /** What it is, how far, and what gets it on. */
    public static String standing(BatchStatus batch) {
        return "%s, %s%s"
                .formatted(
                        batch.state(),
                        figures(batch),
                        batch.next().map(next -> ". " + next).orElse(""));
    }

    /** One line about one that is run. */
    public static String progress(BatchStatus batch) {
        return "%s: %s%s"
                .formatted(
                        batch.version().label(batch.name()),
                        figures(batch),
                        batch.waiting().map(", waits: "::concat).orElse(""));
    }

    private static String figures(BatchStatus batch) {
        StringBuilder line =
                new StringBuilder(
                        "%s in %s"
                                .formatted(
                                        count(batch.rowsDone(), "row"),
                                        count(batch.batchesDone(), "batch")));
        boolean tells = batch.state() == State.RUNNING || batch.state() == State.DONE;
        if (tells && batch.rowsPerSecond() > 0) {
            line.append(String.format(Locale.ROOT, ", %.0f a second", batch.rowsPerSecond()));
        }
        batch.cursor()
                .filter(cursor -> batch.state() != State.DONE)
                .ifPresent(
                        cursor ->
                                line.append(", at key ")
                                        .append(cursor)
                                        .append(" of ")
                                        .append(batch.upperBound().orElse("?")));
        batch.remaining()
                .filter(left -> !left.isZero())
                .ifPresent(left -> line.append(", about ").append(left(left)).append(" to go"));
        return line.toString();
    }

    private static String count(long number, String word) {
        String plural = word.endsWith("h") ? "es" : "s";
        return "%s %s%s".formatted(number, word, number == 1 ? "" : plural);
    }

    private static String left(Duration left) {
        long seconds = Math.max(1, left.toSeconds());
        return seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
