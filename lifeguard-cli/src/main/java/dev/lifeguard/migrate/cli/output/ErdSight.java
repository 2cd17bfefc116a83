package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.erd.DiagramTable;
import dev.lifeguard.migrate.inspect.erd.DiagramView;
import dev.lifeguard.migrate.inspect.erd.TableName;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Diagrams.
 *
 * @param format as the option has it
 * @param views what they show
 * @param path the file that was written or compared
 * @param text they themselves, where none was named
 * @param document they as they stand; empty where another form is asked for
 */
public record ErdSight(
        String format,
        List<DiagramView> views,
        Optional<Path> path,
        State state,
        Optional<String> text,
        Optional<String> document)
        implements Sight {

    /** Copies the list. */
    public ErdSight {
        views = List.copyOf(views);
    }

    /** What the file is. */
    public enum State {
        /** Written now, where one is named. */
        WRITTEN,
        /** It was like that before. */
        UP_TO_DATE,
        /** It has something else, or is not there. */
        STALE
    }

    @Override
    public List<String> lines(Style style) {
        if (state != State.WRITTEN) {
            return path.map(this::compared).stream().toList();
        }
        int tables = views.stream().mapToInt(view -> view.tables().size()).sum();
        return path.map(
                        file ->
                                List.of(
                                        "%s of %s: %s."
                                                .formatted(
                                                        count(views.size(), "diagram"),
                                                        count(tables, "table"),
                                                        file)))
                .orElse(List.of());
    }

    private String compared(Path file) {
        return state == State.UP_TO_DATE
                ? "%s is up to date.".formatted(file)
                : "%s is not up to date. Run the same without --check, and commit it."
                        .formatted(file);
    }

    private static String count(int number, String what) {
        return "%s %s%s".formatted(number, what, number == 1 ? "" : "s");
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("erd");
        json.writeStringField("format", format);
        json.writeStringField("path", path.map(Path::toString).orElse(null));
        if (state != State.WRITTEN) {
            json.writeBooleanField("upToDate", state == State.UP_TO_DATE);
        }
        json.writeStringField("text", text.orElse(null));
        json.writeArrayFieldStart("diagrams");
        for (DiagramView view : views) {
            json.writeStartObject();
            names(json, "tables", view.tables().stream().map(DiagramTable::name).toList());
            names(json, "neighbours", view.neighbours());
            json.writeNumberField("neighboursLeftOut", view.leftOut());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void names(JsonGenerator json, String field, List<TableName> names)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (TableName name : names) {
            json.writeString(name.label());
        }
        json.writeEndArray();
    }

    @Override
    public boolean succeeded() {
        return state != State.STALE;
    }

    @Override
    public List<PendingMigration> pending() {
        return List.of();
    }
}
