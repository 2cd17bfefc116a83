package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.squash.Squashing;
import dev.lifeguard.migrate.inspect.squash.TableRows;
import dev.lifeguard.migrate.inspect.squash.VaryingRows;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A baseline, and what became of the files that it stands for. */
public record SquashSight(Squashing squashing) implements Sight {

    @Override
    public List<String> lines(Style style) {
        return squashing.lines(style);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("squashed");
        json.writeNumberField("version", squashing.baseline().range().last().number());
        json.writeStringField("file", squashing.file().toString());
        json.writeBooleanField("dryRun", squashing.done() == Squashing.Done.NOTHING);
        json.writeArrayFieldStart("migrations");
        for (Member member : squashing.members()) {
            json.writeStartObject();
            JsonParts.version(json, member.version());
            json.writeStringField("name", member.name());
            json.writeStringField("checksum", member.checksum().hex());
            json.writeEndObject();
        }
        json.writeEndArray();
        names(json, "files", squashing.replaced().stream().map(Path::toString).toList());
        json.writeStringField("movedTo", squashing.movedTo().map(Path::toString).orElse(null));
        names(json, "classes", squashing.classes());
        json.writeArrayFieldStart("tables");
        tables(json, squashing.baseline().kept(), "IN_BASELINE");
        tables(json, squashing.baseline().leftOut(), "LEFT_OUT");
        json.writeEndArray();
        json.writeArrayFieldStart("varying");
        for (VaryingRows rows : squashing.baseline().varying()) {
            json.writeStartObject();
            json.writeStringField("table", rows.table());
            names(json, "columns", rows.columns());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("migrationsMs", squashing.baseline().all().toMillis());
        json.writeNumberField("baselineMs", squashing.baseline().alone().toMillis());
        json.writeEndObject();
    }

    private static void names(JsonGenerator json, String field, List<String> names)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void tables(JsonGenerator json, List<TableRows> tables, String place)
            throws IOException {
        for (TableRows table : tables) {
            json.writeStartObject();
            json.writeStringField("table", table.plainName());
            json.writeNumberField("rows", table.rows());
            json.writeStringField("place", place);
            json.writeEndObject();
        }
    }

    @Override
    public Optional<String> document() {
        return Optional.empty();
    }

    @Override
    public boolean succeeded() {
        return true;
    }

    @Override
    public List<PendingMigration> pending() {
        return List.of();
    }
}
