package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.output.TextTable.Cell;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.report.LoggedRun.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what.
 *
 * @param log the newest run last
 */
public record LogText(List<LoggedRun> log) implements Sight {

    /** Copies the list. */
    public LogText {
        log = List.copyOf(log);
    }

    @Override
    public List<String> lines(Style style) {
        if (log.isEmpty()) {
            return List.of("Nothing is logged yet.");
        }
        TextTable table =
                new TextTable(
                                Side.LEFT,
                                Side.RIGHT,
                                Side.LEFT,
                                Side.LEFT,
                                Side.LEFT,
                                Side.LEFT,
                                Side.LEFT)
                        .row(
                                new Cell("WHEN (UTC)", style::dim),
                                new Cell("TIME", style::dim),
                                new Cell("COMMAND", style::dim),
                                new Cell("OUTCOME", style::dim),
                                new Cell("MIGRATIONS", style::dim),
                                new Cell("DATABASE USER", style::dim),
                                new Cell("FROM", style::dim));
        for (LoggedRun run : log) {
            table.row(
                    Cell.of(when(run).map(Wording::moment).orElse("")),
                    Cell.of(time(run).map(Wording::time).orElse("")),
                    Cell.of(run.command()),
                    outcome(run, style),
                    Cell.of(run.detail().orElseGet(() -> migrations(run.migrations()))),
                    Cell.of(run.databaseUser().orElse("")),
                    Cell.of(from(run)));
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (log.stream().anyMatch(run -> run.outcome() == Outcome.NO_END)) {
            lines.add("");
            lines.add(
                    "What has no end is still at work, as lifeguard-migrate unlock shows, or was"
                            + " killed or lost the database; what it had committed stays.");
        }
        return lines;
    }

    private static Optional<Instant> when(LoggedRun run) {
        return run.began().or(run::ended);
    }

    private static Optional<Duration> time(LoggedRun run) {
        return run.began().flatMap(began -> run.ended().map(end -> Duration.between(began, end)));
    }

    private static Cell outcome(LoggedRun run, Style style) {
        return switch (run.outcome()) {
            case SUCCEEDED -> new Cell("succeeded", style::green);
            case FAILED ->
                    new Cell("failed" + run.code().map(code -> ", " + code).orElse(""), style::red);
            case NO_END -> new Cell("no end", style::yellow);
        };
    }

    private static String migrations(List<LoggedMigration> all) {
        return switch (all.size()) {
            case 0 -> "none";
            case 1 -> all.getFirst().label().strip();
            default -> "%s and %s more".formatted(all.getFirst().label(), all.size() - 1);
        };
    }

    private static String from(LoggedRun run) {
        return "%s@%s, process %s, %s%s"
                .formatted(
                        run.osUser(),
                        run.host(),
                        run.process(),
                        run.application(),
                        run.toolVersion().map(version -> ", tool " + version).orElse(""));
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("log");
        for (LoggedRun run : log) {
            json.writeStartObject();
            json.writeStringField("command", run.command());
            json.writeStringField("startedAt", text(run.began()));
            json.writeStringField("endedAt", text(run.ended()));
            json.writeStringField("outcome", run.outcome().name());
            json.writeStringField("code", run.code().orElse(null));
            json.writeArrayFieldStart("versions");
            for (LoggedMigration each : run.migrations()) {
                if (each.version() >= 0) {
                    json.writeNumber(each.version());
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("migrations");
            for (LoggedMigration each : run.migrations()) {
                json.writeString(each.label());
            }
            json.writeEndArray();
            json.writeStringField("detail", run.detail().orElse(null));
            json.writeStringField("databaseUser", run.databaseUser().orElse(null));
            json.writeStringField("osUser", run.osUser());
            json.writeStringField("host", run.host());
            json.writeNumberField("process", run.process());
            json.writeStringField("caller", run.application());
            json.writeStringField("toolVersion", run.toolVersion().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static @Nullable String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }

    @Override
    public Optional<String> document() {
        return Optional.empty();
    }

    @Override
    public boolean succeeded() {
        return true;
    }

    @Override
    public List<PendingMigration> pending() {
        return List.of();
    }
}
