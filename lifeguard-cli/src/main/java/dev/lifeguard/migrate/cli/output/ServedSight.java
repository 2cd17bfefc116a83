package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A report that was served.
 *
 * @param address where it was
 * @param pending what the database had not when it began
 */
public record ServedSight(URI address, List<PendingMigration> pending) implements Sight {

    /** Copies the list. */
    public ServedSight {
        pending = List.copyOf(pending);
    }

    @Override
    public List<String> lines(Style style) {
        return List.of("The report was at %s.".formatted(address));
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("report");
        json.writeStringField("url", address.toString());
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
