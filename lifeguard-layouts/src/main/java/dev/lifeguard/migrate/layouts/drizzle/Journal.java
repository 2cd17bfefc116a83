package dev.lifeguard.migrate.layouts.drizzle;

import dev.lifeguard.migrate.layouts.file.ReadOnce;
import dev.lifeguard.migrate.layouts.json.Json;
import dev.lifeguard.migrate.layouts.json.JsonFault;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The list of the migrations of a directory, in their order: {@code meta/_journal.json}, which
 * Drizzle has until its version 1.
 */
final class Journal {

    static final String FILE = "meta/_journal.json";

    private Journal() {}

    /**
     * A migration.
     *
     * @param tag the name of its file without the ending
     * @param when it was made, in milliseconds since 1970
     */
    record Entry(String tag, long when) {}

    /** A journal that is not as Drizzle writes it; */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** Goes on from the file's name. */
        String reason() {
            return reason;
        }
    }

    /**
     * Reads it.
     *
     * @throws IOException when the file cannot be read
     * @throws Unreadable when it is no journal
     */
    static List<Entry> read(MigrationFile file) throws IOException, Unreadable {
        try {
            return entries(Json.read(ReadOnce.text(file)));
        } catch (JsonFault fault) {
            throw new Unreadable(
                    "is not JSON at %s. Correct it, or make it with drizzle-kit."
                            .formatted(fault.getMessage()));
        }
    }

    private static List<Entry> entries(Json json) throws Unreadable {
        if (!(json instanceof Json.Fields journal)
                || !(journal.values().get("entries") instanceof Json.Items items)) {
            throw new Unreadable("has no array \"entries\". Make it with drizzle-kit.");
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> tags = new HashSet<>();
        for (Json item : items.values()) {
            Entry entry = entry(item, entries.size() + 1);
            if (!tags.add(entry.tag())) {
                throw new Unreadable(
                        "has the tag \"%s\" twice. Take one out.".formatted(entry.tag()));
            }
            entries.add(entry);
        }
        return entries;
    }

    private static Entry entry(Json item, int number) throws Unreadable {
        if (item instanceof Json.Fields fields
                && fields.values().get("tag") instanceof Json.Text tag
                && fields.values().get("when") instanceof Json.Numeral when
                && when.value().stripTrailingZeros().scale() <= 0
                && when.value().precision() - when.value().scale() <= 18
                && !tag.value().isBlank()) {
            return new Entry(tag.value(), when.value().longValueExact());
        }
        throw new Unreadable(
                "has an entry without \"tag\" and \"when\", the %s. of all. Correct it."
                        .formatted(number));
    }
}
