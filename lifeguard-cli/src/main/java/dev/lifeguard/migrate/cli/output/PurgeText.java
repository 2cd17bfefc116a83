package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The tables that hold what was put aside.
 *
 * @param tables their names
 * @param done what became of them
 */
public record PurgeText(List<String> tables, Purging done) implements Sight {

    /** Copies the list. */
    public PurgeText {
        tables = List.copyOf(tables);
    }

    /** What became of them. */
    public enum Purging {
        /** They are gone. */
        DROPPED,
        /** They are as they were. */
        LOOKED_AT
    }

    @Override
    public List<String> lines(Style style) {
        if (tables.isEmpty()) {
            return List.of("Nothing is put aside.");
        }
        String each =
                switch (done) {
                    case DROPPED -> "Dropped  ";
                    case LOOKED_AT -> "Would drop  ";
                };
        return tables.stream().map(table -> each + table).toList();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        names(json, "purged", done == Purging.DROPPED ? tables : List.of());
        names(json, "quarantined", done == Purging.DROPPED ? List.of() : tables);
    }

    private static void names(JsonGenerator json, String field, List<String> names)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
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
