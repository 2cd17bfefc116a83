package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.facts.DatabaseFacts;
import dev.lifeguard.migrate.cli.facts.FileFacts;
import dev.lifeguard.migrate.cli.facts.FileFacts.SectionFacts;
import dev.lifeguard.migrate.cli.facts.MadeObjects;
import dev.lifeguard.migrate.cli.facts.MigrationFacts;
import dev.lifeguard.migrate.cli.facts.SchemaFacts;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The fields {@code info} and {@code lock} of a database, and {@code info} of a migration. */
final class JsonInfo {

    private JsonInfo() {}

    static void write(JsonGenerator json, Answer.AboutDatabase about) throws IOException {
        DatabaseFacts facts = about.facts();
        json.writeObjectFieldStart("info");
        json.writeStringField("place", about.place());
        json.writeStringField("product", facts.product());
        json.writeStringField("serverVersion", facts.server());
        json.writeStringField("database", facts.name());
        json.writeStringField("encoding", facts.encoding());
        json.writeNumberField("sizeBytes", facts.size());
        json.writeStringField("user", facts.user());
        json.writeStringField("schema", facts.schema());
        json.writeStringField("stateTable", facts.stateTable());
        json.writeNumberField("stateTableSizeBytes", facts.stateTableSize());
        json.writeStringField("migrationsDirectory", about.directories());
        json.writeNumberField("applied", about.status().applied().size());
        json.writeArrayFieldStart("schemas");
        for (SchemaFacts schema : facts.schemas()) {
            schema(json, schema);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("made");
        for (MadeObjects made : about.made()) {
            made(json, version(made, about.status()), made);
        }
        json.writeEndArray();
        json.writeEndObject();
        JsonLock.write(json, new Answer.Locked(about.lock(), LockState.UNTOUCHED));
    }

    private static void schema(JsonGenerator json, SchemaFacts schema) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", schema.name());
        json.writeNumberField("tables", schema.tables());
        json.writeNumberField("views", schema.views());
        json.writeNumberField("indexes", schema.indexes());
        json.writeNumberField("foreignKeys", schema.foreignKeys());
        json.writeNumberField("checks", schema.checks());
        json.writeNumberField("sizeBytes", schema.size());
        json.writeEndObject();
    }

    /** With its label, which the history knows. */
    private static MigrationVersion version(MadeObjects made, MigrationStatus status) {
        return status.applied().stream()
                .map(MigrationRecord::version)
                .filter(each -> each.number() == made.version())
                .findFirst()
                .orElseGet(() -> MigrationVersion.of(made.version()));
    }

    private static void made(JsonGenerator json, MigrationVersion version, MadeObjects made)
            throws IOException {
        json.writeStartObject();
        JsonParts.version(json, version);
        json.writeArrayFieldStart("tables");
        for (String table : made.tables()) {
            json.writeString(table);
        }
        json.writeEndArray();
        json.writeNumberField("views", made.views());
        json.writeNumberField("indexes", made.indexes());
        json.writeNumberField("foreignKeys", made.foreignKeys());
        json.writeNumberField("checks", made.checks());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, MigrationFacts facts) throws IOException {
        Optional<MigrationRecord> applied = facts.applied();
        Optional<FileFacts> file = facts.file();
        json.writeObjectFieldStart("info");
        JsonParts.version(json, facts.version());
        json.writeStringField("name", facts.name());
        JsonParts.repeatable(json, facts.version());
        json.writeStringField("state", state(facts));
        json.writeStringField("file", file.map(FileFacts::name).orElse(null));
        json.writeStringField("checksum", file.map(FileFacts::checksum).orElse(null));
        section(json, "up", file.flatMap(FileFacts::up));
        section(json, "down", file.flatMap(FileFacts::down));
        json.writeStringField("irreversible", file.flatMap(FileFacts::irreversible).orElse(null));
        json.writeStringField(
                "appliedAt", applied.map(each -> each.appliedAt().toString()).orElse(null));
        JsonParts.number(
                json,
                "executionTimeMs",
                applied.flatMap(each -> Optional.ofNullable(each.executionTime()))
                        .map(Duration::toMillis)
                        .orElse(null));
        json.writeStringField(
                "recordedChecksum", applied.map(MigrationRecord::checksum).orElse(null));
        if (facts.origin().isPresent()) {
            json.writeStringField("origin", facts.origin().get());
        }
        json.writeFieldName("made");
        if (facts.made().isPresent()) {
            made(json, facts.version(), facts.made().get());
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private static String state(MigrationFacts facts) {
        if (facts.isEdited()) {
            return "pending";
        }
        if (facts.applied().isPresent()) {
            return facts.applied().get().isBaseline() ? "baseline" : "applied";
        }
        boolean partWay = facts.pending().map(PendingMigration::statementsDone).isPresent();
        return partWay ? "part-way" : "pending";
    }

    private static void section(JsonGenerator json, String field, Optional<SectionFacts> section)
            throws IOException {
        json.writeFieldName(field);
        if (section.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("statements", section.get().statements());
        json.writeStringField(
                "transaction", section.get().wholeTransaction() ? "whole" : "per-statement");
        json.writeEndObject();
    }
}
