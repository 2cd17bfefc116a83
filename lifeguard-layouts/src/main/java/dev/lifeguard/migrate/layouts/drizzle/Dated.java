package dev.lifeguard.migrate.layouts.drizzle;

import dev.lifeguard.migrate.layouts.version.ByDigits;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A migration, and when it was made.
 *
 * @param made milliseconds since 1970: as the journal has it, or as the name of its folder
 */
record Dated(Known migration, long made) {

    private static final int TIME_DIGITS = 14;

    /** All, in their order. */
    static List<Dated> all(KnownMigrations known) throws IOException {
        Map<String, Long> times = new HashMap<>();
        for (MigrationSource source : known.sources()) {
            for (MigrationFile file : source.files()) {
                if (file.name().equals(Journal.FILE)) {
                    addAll(file, times);
                }
            }
        }
        List<Dated> all = new ArrayList<>();
        for (Known each : known.versioned()) {
            String label = each.version().toString();
            Long journal = times.get(label);
            all.add(new Dated(each, journal == null ? ofName(label) : journal));
        }
        return all;
    }

    private static void addAll(MigrationFile journal, Map<String, Long> times) throws IOException {
        try {
            for (Journal.Entry entry : Journal.read(journal)) {
                times.put(entry.tag(), entry.when());
            }
        } catch (Journal.Unreadable changed) {
            throw new IOException(journal.name() + " " + changed.reason(), changed);
        }
    }

    private static long ofName(String label) {
        if (label.length() < TIME_DIGITS) {
            return -1;
        }
        try {
            return LocalDateTime.parse(label.substring(0, TIME_DIGITS), ByDigits.SECONDS)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException none) {
            return -1;
        }
    }
}
