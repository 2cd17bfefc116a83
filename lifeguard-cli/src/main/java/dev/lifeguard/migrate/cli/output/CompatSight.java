package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.compat.CompatFinding;
import dev.lifeguard.migrate.inspect.compat.CompatReport;
import dev.lifeguard.migrate.inspect.compat.CompatText;
import dev.lifeguard.migrate.inspect.compat.NotAnalysed;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the pending migrations mean for the application that runs.
 *
 * @param pending what the database has not
 */
public record CompatSight(CompatReport report, List<PendingMigration> pending) implements Sight {

    /** Copies the list. */
    public CompatSight {
        pending = List.copyOf(pending);
    }

    @Override
    public List<String> lines(Style style) {
        return CompatText.lines(report, style);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        findings(json, "breaks", report.breaks());
        findings(json, "cautions", report.cautions());
        json.writeArrayFieldStart("notAnalysed");
        for (NotAnalysed each : report.notAnalysed()) {
            json.writeStartObject();
            json.writeStringField(
                    "statement", each.statement().isEmpty() ? null : each.statement());
            json.writeStringField("reason", each.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("statements", report.statements());
    }

    private static void findings(JsonGenerator json, String field, List<CompatFinding> findings)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (CompatFinding finding : findings) {
            json.writeStartObject();
            json.writeStringField("statement", finding.statement());
            JsonParts.version(json, finding.version());
            json.writeStringField("name", finding.name());
            json.writeStringField("file", finding.file());
            JsonParts.repeatable(json, finding.version());
            json.writeStringField("reason", finding.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public Optional<String> document() {
        return Optional.empty();
    }

    @Override
    public boolean succeeded() {
        return report.breaks().isEmpty();
    }
}
