package dev.lifeguard.migrate.takeover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of another tool's; it stays when its transaction has ended. Columns are named in any
 * capitals, and null is the database's NULL. This library makes it.
 *
 * <p>Each method throws {@link IllegalArgumentException} when the column was not read. One whose
 * value is of another kind, or a number or moment that is out of range, is refused with a {@link
 * dev.lifeguard.migrate.error.ConfigurationException} that names the table, the column and the
 * value.
 */
public interface ForeignRow {

    /** As a text, whatever type it has. */
    @Nullable String text(String column);

    /** As a whole number; a text of digits is one. */
    @Nullable Long number(String column);

    /** Whether it is true: of a number whether it is another one than 0. */
    @Nullable Boolean flag(String column);

    /**
     * As a moment. A time without a zone is taken as one in UTC where the database is SQLite, which
     * knows no other, and as one in the JVM's default zone elsewhere; a number counts seconds since
     * 1970, or milliseconds where it is above 100,000,000,000.
     */
    @Nullable Instant time(String column);

    /** As bytes. */
    byte @Nullable [] bytes(String column);
}
