package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.DriftText;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a database differs from what its migrations make.
 *
 * @param pending what the database has not
 * @param generate the command that writes a new migration beside these
 */
public record DriftSight(
        List<Difference> differences, List<PendingMigration> pending, String generate)
        implements Sight {

    /** Copies the lists. */
    public DriftSight {
        differences = List.copyOf(differences);
        pending = List.copyOf(pending);
    }

    @Override
    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>(DriftText.lines(differences, style));
        if (!succeeded()) {
            lines.add(
                    "What is to stay belongs in a migration, and is undone here before that runs:");
            lines.add("  " + generate);
            lines.add(
                    "Undo anything else by hand. What a job makes is named in lifeguard.toml:"
                            + " [drift] ignore.");
        }
        return lines;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        write(json, differences);
    }

    /** Writes them as a member of the document. */
    static void write(JsonGenerator json, List<Difference> differences) throws IOException {
        json.writeArrayFieldStart("differences");
        for (Difference difference : differences) {
            json.writeStartObject();
            json.writeStringField("kind", difference.kind().name());
            json.writeStringField("objectType", difference.type().name());
            json.writeStringField("object", difference.object());
            json.writeStringField("expected", difference.expected().orElse(null));
            json.writeStringField("actual", difference.actual().orElse(null));
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
        return differences.isEmpty();
    }
}
