package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.ImportReport.ImportedMigration;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Writes what was taken over from another tool, and what was taken back of it. */
final class JsonImport {

    private JsonImport() {}

    static void write(JsonGenerator json, ImportReport report) throws IOException {
        write(json, "imported", report.imported());
        write(json, "undone", report.takenBack());
    }

    private static void write(JsonGenerator json, String field, List<ImportedMigration> migrations)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (ImportedMigration each : migrations) {
            Instant at = each.appliedAt();
            json.writeStartObject();
            JsonParts.version(json, each.version());
            json.writeStringField("name", each.name());
            json.writeStringField("appliedAt", at == null ? null : at.toString());
            JsonParts.repeatable(json, each.version());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
