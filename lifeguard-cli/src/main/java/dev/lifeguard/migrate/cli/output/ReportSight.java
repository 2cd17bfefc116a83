package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A report that was written.
 *
 * @param file where it is
 * @param pending what the database has not
 */
public record ReportSight(Path file, List<PendingMigration> pending) implements Sight {

    /** Copies the list. */
    public ReportSight {
        pending = List.copyOf(pending);
    }

    @Override
    public List<String> lines(Style style) {
        return List.of("The report is in %s.".formatted(file));
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("report");
        json.writeStringField("path", file.toString());
        json.writeEndObject();
    }

    @Override
    public Optional<String> document() {
        return Optional.empty();
    }

    @Override
    public boolean succeeded() {
        return true;
    }
}
