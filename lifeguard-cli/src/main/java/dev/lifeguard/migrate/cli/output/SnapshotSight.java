package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotTargets.Stale;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A schema as SQL.
 *
 * @param paths the file and the directory that were written or compared
 * @param text it itself, where none was named
 * @param mode whether they were written or compared
 * @param stale what is not up to date
 * @param document it as it stands; empty where another form is asked for
 */
public record SnapshotSight(
        List<Path> paths,
        Optional<String> text,
        Mode mode,
        Optional<Stale> stale,
        Optional<String> document)
        implements Sight {

    /** Copies the list. */
    public SnapshotSight {
        paths = List.copyOf(paths);
    }

    /** What was done with files. */
    public enum Mode {
        WRITTEN,
        COMPARED
    }

    @Override
    public List<String> lines(Style style) {
        if (stale.isPresent()) {
            return List.of(
                    "%s is not up to date: the first difference is %s. Run the same without --check, and commit it."
                            .formatted(stale.get().path(), stale.get().object()));
        }
        return paths.stream()
                .map(
                        path ->
                                switch (mode) {
                                    case WRITTEN -> "The schema is in %s.".formatted(path);
                                    case COMPARED -> "%s is up to date.".formatted(path);
                                })
                .toList();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("snapshot");
        json.writeArrayFieldStart("paths");
        for (Path path : paths) {
            json.writeString(path.toString());
        }
        json.writeEndArray();
        json.writeStringField("text", text.orElse(null));
        json.writeBooleanField("upToDate", stale.isEmpty());
        json.writeStringField("firstDifference", stale.map(Stale::object).orElse(null));
        json.writeEndObject();
    }

    @Override
    public boolean succeeded() {
        return stale.isEmpty();
    }

    @Override
    public List<PendingMigration> pending() {
        return List.of();
    }
}
