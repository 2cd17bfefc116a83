package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.batch.BatchStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far migrations with batches are, as JSON. */
final class JsonBatches {

    private JsonBatches() {}

    static void write(JsonGenerator json, List<BatchStatus> batches) throws IOException {
        json.writeArrayFieldStart("batches");
        for (BatchStatus batch : batches) {
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
