package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.lint.LintedFiles;
import dev.lifeguard.migrate.cli.lint.PlacedFinding;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLock;
import java.io.IOException;

/** The field {@code findings}, and in how much they were found. */
final class JsonLint {

    private JsonLint() {}

    static void write(JsonGenerator json, LintedFiles linted) throws IOException {
        json.writeArrayFieldStart("findings");
        for (PlacedFinding placed : linted.findings()) {
            write(json, placed);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("looked");
        json.writeNumberField("migrations", linted.report().migrations());
        json.writeNumberField("statements", linted.report().statements());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PlacedFinding placed) throws IOException {
        LintFinding finding = placed.finding();
        json.writeStartObject();
        json.writeStringField("rule", finding.rule().ruleName());
        json.writeStringField("code", finding.rule().code());
        json.writeStringField("level", finding.level().word());
        if (placed.isLoose()) {
            json.writeNullField("version");
        } else {
            JsonParts.version(json, finding.version());
            JsonParts.repeatable(json, finding.version());
        }
        json.writeStringField("file", placed.file());
        json.writeStringField("path", placed.path().toString());
        json.writeNumberField("line", finding.line());
        json.writeNumberField("column", finding.column());
        json.writeStringField("message", finding.message());
        json.writeArrayFieldStart("locks");
        for (LintLock lock : finding.locks()) {
            json.writeStartObject();
            json.writeStringField("relation", lock.relation());
            json.writeStringField("mode", lock.mode().serverName());
            json.writeStringField("work", lock.work().word());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("safeWay", finding.safeWay());
        json.writeStringField("knowledge", finding.knowledge().word());
        json.writeEndObject();
    }
}
