package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.report.LockHolder;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** The field {@code lock}: who holds it, or null. */
final class JsonLock {

    private JsonLock() {}

    static void write(JsonGenerator json, Answer.Locked locked) throws IOException {
        json.writeFieldName("lock");
        if (locked.holder().isEmpty()) {
            json.writeNull();
            return;
        }
        LockHolder holder = locked.holder().get();
        Instant leaseEnd = holder.leaseEnd();
        json.writeStartObject();
        json.writeStringField("holder", holder.holder());
        json.writeStringField("since", holder.since().toString());
        json.writeStringField("leaseEnd", leaseEnd == null ? null : leaseEnd.toString());
        json.writeStringField("liveness", holder.liveness().name().toLowerCase(Locale.ROOT));
        JsonParts.number(json, "backend", holder.backend());
        json.writeStringField("backendState", holder.backendState());
        json.writeStringField("backendQuery", holder.backendQuery());
        json.writeBooleanField("removed", locked.state() == LockState.REMOVED);
        json.writeEndObject();
    }
}
