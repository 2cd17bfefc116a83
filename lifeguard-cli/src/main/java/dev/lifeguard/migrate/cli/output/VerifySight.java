package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.settings.CommandWords;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.verify.StepFailure;
import dev.lifeguard.migrate.inspect.verify.Unseeded;
import dev.lifeguard.migrate.inspect.verify.Verified;
import dev.lifeguard.migrate.inspect.verify.Verified.UpAgain;
import dev.lifeguard.migrate.inspect.verify.VerifyText;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What came of migrations on a scratch database.
 *
 * @param pending what a database has not; empty where none was asked
 */
public record VerifySight(List<Verified> verified, List<PendingMigration> pending)
        implements Sight {

    /** Copies the lists. */
    public VerifySight {
        verified = List.copyOf(verified);
        pending = List.copyOf(pending);
    }

    @Override
    public List<String> lines(Style style) {
        return VerifyText.lines(verified, style, CommandWords::of);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("verified");
        for (Verified each : verified) {
            json.writeStartObject();
            JsonParts.version(json, each.version());
            json.writeStringField("name", each.name());
            json.writeStringField("file", each.file());
            JsonParts.repeatable(json, each.version());
            json.writeStringField("down", each.down().name());
            json.writeStringField(
                    "upAgain", each.upAgain() == UpAgain.NOT_TRIED ? null : each.upAgain().name());
            DriftSight.write(json, each.differences());
            failures(json, each.failures());
            notSeeded(json, each.unseeded());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void failures(JsonGenerator json, List<StepFailure> failures)
            throws IOException {
        json.writeArrayFieldStart("failures");
        for (StepFailure failure : failures) {
            json.writeStartObject();
            json.writeStringField("run", failure.run().name());
            json.writeStringField("rows", failure.rows().name());
            json.writeBooleanField("byValues", failure.isByValues());
            json.writeFieldName("error");
            JsonParts.error(json, failure.error());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void notSeeded(JsonGenerator json, List<Unseeded> tables) throws IOException {
        json.writeArrayFieldStart("notSeeded");
        for (Unseeded each : tables) {
            json.writeStartObject();
            json.writeStringField("table", each.table());
            json.writeStringField("reason", each.reason());
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
        return verified.stream().noneMatch(Verified::differs);
    }
}
