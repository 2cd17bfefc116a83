package dev.lifeguard.migrate.layouts.version;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Versions that are texts, by their characters. */
public enum ByText implements Comparator<MigrationVersion> {
    /** The only one. */
    ORDER;

    /**
     * The time of a new migration: a second behind that of the newest, where that begins with a
     * time that is not over yet.
     */
    public static LocalDateTime behind(@Nullable MigrationVersion newest, LocalDateTime utc) {
        String now = ByDigits.SECONDS.format(utc);
        String last = newest == null ? "" : newest.toString();
        if (last.compareTo(now) < 0 || last.length() < now.length()) {
            return utc;
        }
        try {
            return LocalDateTime.parse(last.substring(0, now.length()), ByDigits.SECONDS)
                    .plusSeconds(1);
        } catch (DateTimeParseException noTime) {
            return utc;
        }
    }

    @Override
    public int compare(MigrationVersion one, MigrationVersion other) {
        return one.toString().compareTo(other.toString());
    }
}
