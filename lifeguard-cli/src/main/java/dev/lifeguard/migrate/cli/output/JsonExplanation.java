package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.inspect.explain.ExplainedStatement;
import dev.lifeguard.migrate.inspect.explain.Explanation;
import dev.lifeguard.migrate.inspect.explain.RelationNow;
import dev.lifeguard.migrate.inspect.explain.RelationNow.Holder;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a migration locks, as JSON. */
final class JsonExplanation {

    private JsonExplanation() {}

    static void write(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeStringField("file", explanation.file());
        json.writeStringField(
                "transaction",
                switch (explanation.transactionMode()) {
                    case WHOLE -> "whole";
                    case PER_STATEMENT -> "per-statement";
                });
        json.writeStringField("server", explanation.server());
        json.writeStringField("schema", explanation.basis().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("statements");
        for (ExplainedStatement statement : explanation.statements()) {
            json.writeStartObject();
            if (!statement.place().file().equals(explanation.file())) {
                json.writeStringField("hook", statement.place().file());
            }
            json.writeNumberField("number", statement.number());
            JsonParts.number(json, "line", statement.place().line());
            JsonParts.number(json, "column", statement.place().column());
            json.writeStringField("summary", statement.kind());
            json.writeArrayFieldStart("locks");
            for (RelationLock lock : statement.locks()) {
                json.writeStartObject();
                json.writeStringField("relation", lock.relation());
                json.writeStringField("mode", lock.mode().serverName());
                json.writeStringField("work", lock.work().word());
                json.writeStringField("source", lock.source().name().toLowerCase(Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("relations");
        for (RelationNow relation : explanation.relations()) {
            write(json, relation);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, RelationNow relation) throws IOException {
        json.writeStartObject();
        json.writeStringField("relation", relation.relation());
        json.writeStringField("presence", relation.presence().name().toLowerCase(Locale.ROOT));
        JsonParts.number(json, "bytes", relation.bytes().orElse(null));
        JsonParts.number(json, "rows", relation.rows().orElse(null));
        JsonParts.number(
                json,
                "queriesPerMinute",
                relation.queriesPerMinute().map(Math::round).orElse(null));
        json.writeArrayFieldStart("holders");
        for (Holder holder : relation.holders()) {
            json.writeStartObject();
            JsonParts.number(json, "pid", holder.pid().orElse(null));
            json.writeStringField("mode", holder.mode());
            json.writeStringField("application", holder.application());
            json.writeStringField("user", holder.user());
            Optional<Long> age = holder.transactionAge().map(Duration::toMillis);
            JsonParts.number(json, "transactionMs", age.orElse(null));
            json.writeStringField("query", holder.query());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
