package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.connect.convert.Conversion;
import dev.lifeguard.migrate.connect.words.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What became of another tool's files. */
final class ConvertedText {

    private ConvertedText() {}

    static List<String> lines(Answer.Converted answer) {
        TextTable table = new TextTable(Side.LEFT, Side.LEFT);
        for (Conversion.Converted each : answer.converted()) {
            table.row(each.from(), String.join(", ", each.files()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(
                "%s converted into %s, in this project's own layout. Go on with: %s"
                        .formatted(
                                Wording.count(answer.converted().size(), "migration"),
                                answer.directory(),
                                answer.next()));
        return lines;
    }

    static void write(JsonGenerator json, Answer.Converted answer) throws IOException {
        json.writeArrayFieldStart("converted");
        for (Conversion.Converted each : answer.converted()) {
            json.writeStartObject();
            JsonParts.version(json, each.version());
            json.writeStringField("name", each.name());
            JsonParts.repeatable(json, each.version());
            json.writeStringField("from", each.from());
            json.writeObjectFieldStart("former");
            JsonParts.version(json, each.former());
            json.writeEndObject();
            json.writeArrayFieldStart("files");
            for (String file : each.files()) {
                json.writeString(file);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
