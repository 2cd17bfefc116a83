package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.AtStake;
import dev.lifeguard.migrate.plan.PlanStep;
import java.io.IOException;
import java.util.List;

/** What a way down takes away, in words and as JSON. */
final class StakeText {

    private StakeText() {}

    /** Of one migration. */
    static List<String> lines(PlanStep step, List<AtStake> all, Style style) {
        return all.stream()
                .filter(each -> each.version().equals(step.version()))
                .map(each -> style.red("  takes away: " + each.text() + " (" + each.place() + ")"))
                .toList();
    }

    /** Not there where there is nothing. */
    static void write(JsonGenerator json, List<AtStake> all) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("atStake");
        for (AtStake each : all) {
            json.writeStartObject();
            JsonParts.version(json, each.version());
            json.writeStringField("name", each.name());
            json.writeStringField("object", each.object());
            json.writeNumberField("rows", each.rows());
            json.writeStringField("precision", each.precision().name());
            json.writeStringField("text", each.text());
            json.writeStringField("file", each.place().file());
            JsonParts.number(json, "line", each.place().line());
            JsonParts.number(json, "column", each.place().column());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
