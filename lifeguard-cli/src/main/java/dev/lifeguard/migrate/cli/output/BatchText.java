package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far migrations with batches are. */
public final class BatchText {

    private BatchText() {}

    static List<String> lines(Answer.Batched answer, Style style) {
        if (answer.batches().isEmpty()) {
            return List.of("No migration has batches to show or to run.");
        }
        List<String> lines = new ArrayList<>();
        for (BatchStatus batch : answer.batches()) {
            lines.add(
                    "%s  %s  %s"
                            .formatted(
                                    coloured(batch.state(), style),
                                    batch.version().label(batch.name()),
                                    figures(batch)));
            batch.waiting().ifPresent(reason -> lines.add("  waits: " + reason));
            batch.error().ifPresent(error -> lines.add("  " + error));
        }
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
        if (batch.rowsPerSecond() > 0) {
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

    static void write(JsonGenerator json, Answer.Batched answer) throws IOException {
        json.writeArrayFieldStart("batches");
        for (BatchStatus batch : answer.batches()) {
            json.writeStartObject();
            JsonParts.version(json, batch.version());
            json.writeStringField("name", batch.name());
            json.writeStringField("status", batch.state().name());
            json.writeNumberField("rowsDone", batch.rowsDone());
            json.writeNumberField("batchesDone", batch.batchesDone());
            json.writeNumberField("batchSize", batch.batchSize());
            text(json, "cursor", batch.cursor());
            text(json, "upperBound", batch.upperBound());
            json.writeNumberField("rowsPerSecond", Math.round(batch.rowsPerSecond() * 10) / 10.0);
            JsonParts.number(
                    json, "etaSeconds", batch.remaining().map(Duration::toSeconds).orElse(null));
            text(json, "waiting", batch.waiting());
            text(json, "error", batch.error());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String field, Optional<String> text)
            throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        } else {
            json.writeNullField(field);
        }
    }
}
