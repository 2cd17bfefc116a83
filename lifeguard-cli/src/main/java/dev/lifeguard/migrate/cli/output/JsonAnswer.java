package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.plan.MigrationStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the document of an answer or a failure. */
final class JsonAnswer {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonAnswer() {}

    static String of(@Nullable String command, Answer answer) {
        return document(json -> write(json, command, answer));
    }

    static String of(@Nullable String command, Failure failure) {
        return document(
                json -> {
                    json.writeStringField("command", command);
                    json.writeBooleanField("success", false);
                    JsonParts.results(json, "applied", failure.done().applied());
                    JsonParts.results(json, "rolledBack", failure.done().rolledBack());
                    JsonParts.pending(json, failure.pending());
                    JsonParts.errors(json, "problems", failure.problems());
                    json.writeFieldName("error");
                    JsonParts.error(json, failure.error());
                    JsonParts.warnings(json, failure.done().warnings());
                });
    }

    private static void write(JsonGenerator json, @Nullable String command, Answer answer)
            throws IOException {
        json.writeStringField("command", command);
        json.writeBooleanField("success", succeeded(answer));
        body(json, answer);
    }

    private static boolean succeeded(Answer answer) {
        if (answer instanceof Answer.Seen seen) {
            return seen.beside().isPresent() || seen.sight().succeeded();
        }
        return !(answer instanceof Answer.Awaited awaited) || awaited.succeeded();
    }

    private static void body(JsonGenerator json, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Awaited awaited -> {
                nothingDone(json);
                JsonParts.pending(
                        json, awaited.status().map(MigrationStatus::pending).orElse(List.of()));
                JsonParts.errors(
                        json,
                        "problems",
                        awaited.status().map(JsonParts::details).orElse(List.of()));
                json.writeFieldName("error");
                if (awaited.unseen().isPresent()) {
                    JsonParts.error(json, awaited.unseen().get());
                } else {
                    json.writeNull();
                }
                json.writeNumberField("waitedMs", awaited.waited().toMillis());
            }
            case Answer.Configured configured -> {
                nothing(json);
                JsonParts.settings(json, configured.settings());
            }
            case Answer.Migrated migrated -> {
                JsonParts.results(json, "applied", migrated.report().applied());
                JsonParts.results(json, "rolledBack", migrated.report().rolledBack());
                JsonParts.pending(json, migrated.report().pending());
                end(json, List.of());
                JsonParts.warnings(json, migrated.report().warnings());
            }
            case Answer.Baselined baselined -> {
                JsonParts.results(json, "applied", baselined.report().applied());
                JsonParts.results(json, "rolledBack", List.of());
                JsonParts.pending(json, baselined.report().pending());
                end(json, List.of());
            }
            case Answer.Imported imported -> {
                nothingDone(json);
                JsonParts.pending(json, imported.report().pending());
                end(json, List.of());
                JsonImport.write(json, imported.report());
            }
            case Answer.Planned planned -> {
                nothingDone(json);
                JsonParts.pending(json, planned.plan().status().pending());
                end(json, JsonParts.details(planned.plan().status()));
                JsonParts.counts(json, planned.plan().status());
                JsonPlan.write(json, planned.plan());
            }
            case Answer.Scripted scripted -> {
                nothing(json);
                json.writeStringField("script", scripted.script());
            }
            case Answer.Standing standing -> {
                JsonParts.applied(json, standing.status(), standing.origins());
                JsonParts.results(json, "rolledBack", List.of());
                JsonParts.pending(json, standing.status().pending());
                end(json, JsonParts.details(standing.status()));
                JsonParts.counts(json, standing.status());
            }
            case Answer.Valid valid -> {
                nothingDone(json);
                JsonParts.pending(json, valid.status().pending());
                end(json, List.of());
                switch (valid.compared()) {
                    case DATABASE -> JsonParts.counts(json, valid.status());
                    case NOTHING -> JsonParts.countsOfFiles(json, valid.status());
                }
            }
            case Answer.Repaired repaired -> {
                nothingDone(json);
                JsonParts.pending(json, repaired.status().pending());
                end(json, JsonParts.details(repaired.status()));
            }
            case Answer.AboutDatabase about -> {
                nothingDone(json);
                JsonParts.pending(json, about.status().pending());
                end(json, JsonParts.details(about.status()));
                JsonInfo.write(json, about);
            }
            case Answer.AboutMigration about -> {
                nothingDone(json);
                JsonParts.pending(json, about.facts().pending().stream().toList());
                end(json, about.facts().problems());
                JsonInfo.write(json, about.facts());
            }
            case Answer.Explained explained -> {
                nothing(json);
                JsonExplanation.write(json, explained.explanation());
            }
            case Answer.Seen seen -> {
                if (seen.beside().isPresent()) {
                    body(json, seen.beside().get());
                } else {
                    nothingDone(json);
                    JsonParts.pending(json, seen.sight().pending());
                    end(json, List.of());
                }
                seen.sight().write(json);
            }
            case Answer.Converted converted -> {
                nothing(json);
                ConvertedText.write(json, converted);
            }
            case Answer.Generated generated -> {
                nothing(json);
                json.writeObjectFieldStart("generated");
                if (generated.version().isPresent()) {
                    JsonParts.version(json, generated.version().get());
                } else {
                    json.writeNullField("version");
                }
                json.writeStringField("name", generated.name());
                json.writeStringField("file", generated.files().getFirst().toString());
                json.writeArrayFieldStart("files");
                for (Path file : generated.files()) {
                    json.writeString(file.toString());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            case Answer.Batched batched -> {
                nothing(json);
                JsonBatches.write(json, batched.batches());
            }
            case Answer.Locked locked -> {
                nothing(json);
                JsonLock.write(json, locked);
            }
        }
    }

    private static void nothing(JsonGenerator json) throws IOException {
        nothingDone(json);
        JsonParts.pending(json, List.of());
        end(json, List.of());
    }

    private static void nothingDone(JsonGenerator json) throws IOException {
        JsonParts.results(json, "applied", List.of());
        JsonParts.results(json, "rolledBack", List.of());
    }

    private static void end(
            JsonGenerator json, List<dev.lifeguard.migrate.error.ErrorDetail> problems)
            throws IOException {
        JsonParts.errors(json, "problems", problems);
        json.writeNullField("error");
    }

    @FunctionalInterface
    private interface Body {

        void write(JsonGenerator json) throws IOException;
    }

    private static String document(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
