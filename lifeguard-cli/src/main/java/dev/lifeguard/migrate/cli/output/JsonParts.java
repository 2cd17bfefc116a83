package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.settings.CommandWords;
import dev.lifeguard.migrate.cli.settings.SaidSettings;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts that the documents share; a value that is absent is null. */
final class JsonParts {

    private JsonParts() {}

    /** What was worth a look in a run, where there was something. */
    static void warnings(JsonGenerator json, List<String> warnings) throws IOException {
        if (warnings.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("warnings");
        for (String warning : warnings) {
            json.writeString(warning);
        }
        json.writeEndArray();
    }

    static void results(JsonGenerator json, String field, List<MigrationResult> results)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (MigrationResult result : results) {
            json.writeStartObject();
            version(json, result.version());
            json.writeStringField("name", result.name());
            json.writeNumberField("executionTimeMs", result.executionTime().toMillis());
            json.writeNumberField("attempts", result.attempts());
            json.writeNumberField("lockWaitMs", result.lockWait().toMillis());
            repeatable(json, result.version());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What is applied, with the marks that the table of {@code status} shows. */
    static void applied(JsonGenerator json, MigrationStatus status, Map<Long, String> origins)
            throws IOException {
        Set<MigrationVersion> outOfOrder = status.outOfOrder();
        json.writeArrayFieldStart("applied");
        for (MigrationRecord applied : status.applied()) {
            Duration time = applied.executionTime();
            json.writeStartObject();
            version(json, applied.version());
            json.writeStringField("name", applied.name());
            number(json, "executionTimeMs", time == null ? null : time.toMillis());
            json.writeStringField("checksum", applied.checksum());
            json.writeStringField("appliedAt", applied.appliedAt().toString());
            json.writeStringField("origin", origins.get(applied.version().number()));
            json.writeBooleanField("success", applied.success());
            json.writeBooleanField("baseline", applied.isBaseline());
            json.writeBooleanField("outOfOrder", outOfOrder.contains(applied.version()));
            json.writeBooleanField("ahead", status.ahead().contains(applied.version()));
            repeatable(json, applied.version());
            if (status.withoutFile().contains(applied.version())) {
                json.writeBooleanField("noFile", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void pending(JsonGenerator json, List<PendingMigration> pending) throws IOException {
        json.writeArrayFieldStart("pending");
        for (PendingMigration each : pending) {
            json.writeStartObject();
            version(json, each.version());
            json.writeStringField("name", each.name());
            number(json, "statementsDone", each.statementsDone());
            repeatable(json, each.version());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** How many there are of each. */
    static void counts(JsonGenerator json, MigrationStatus status) throws IOException {
        counts(json, status, Wording.applied(status));
    }

    /** The same, where nobody looked what is applied. */
    static void countsOfFiles(JsonGenerator json, MigrationStatus status) throws IOException {
        counts(json, status, null);
    }

    private static void counts(
            JsonGenerator json, MigrationStatus status, @Nullable Integer applied)
            throws IOException {
        json.writeObjectFieldStart("counts");
        number(json, "applied", applied);
        json.writeNumberField("pending", status.pending().size());
        json.writeNumberField("problems", status.problems().size());
        json.writeEndObject();
    }

    /** Where each setting comes from. */
    static void settings(JsonGenerator json, SaidSettings settings) throws IOException {
        json.writeObjectFieldStart("config");
        json.writeStringField("file", settings.file().orElse(null));
        json.writeArrayFieldStart("settings");
        for (SaidSettings.Said each : settings.settings()) {
            json.writeStartObject();
            json.writeStringField("key", each.key());
            json.writeStringField("value", each.value());
            json.writeStringField("origin", each.origin());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static List<ErrorDetail> details(MigrationStatus status) {
        return status.problems().stream().map(Problem::detail).toList();
    }

    static void errors(JsonGenerator json, String field, List<ErrorDetail> errors)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (ErrorDetail each : errors) {
            error(json, each);
        }
        json.writeEndArray();
    }

    static void error(JsonGenerator json, ErrorDetail error) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", error.kind().code());
        json.writeStringField("kind", error.kind().name());
        json.writeStringField("message", CommandWords.of(error).message());
        number(json, "version", error.version());
        label(json, error.label());
        json.writeStringField("file", error.file());
        number(json, "line", error.line());
        number(json, "column", error.column());
        json.writeStringField("sqlState", error.sqlState());
        json.writeEndObject();
    }

    /** The number of a version, and its label where it has one; null where there is none. */
    static void version(JsonGenerator json, MigrationVersion version) throws IOException {
        number(json, "version", version.isRepeatable() ? null : version.number());
        label(json, version.label());
    }

    /** Says of a repeatable migration that it is one; of any other nothing. */
    static void repeatable(JsonGenerator json, MigrationVersion version) throws IOException {
        if (version.isRepeatable()) {
            json.writeBooleanField("repeatable", true);
        }
    }

    private static void label(JsonGenerator json, @Nullable String label) throws IOException {
        if (label != null) {
            json.writeStringField("label", label);
        }
    }

    static void number(JsonGenerator json, String field, @Nullable Number value)
            throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value.longValue());
        }
    }
}
