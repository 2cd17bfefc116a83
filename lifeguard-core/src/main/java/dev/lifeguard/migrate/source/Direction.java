package dev.lifeguard.migrate.source;

import java.util.Locale;

/** Which way a migration runs. */
public enum Direction {
    /** Applying what is pending. */
    UP,
    /** Rolling back what was applied. */
    DOWN;

    /** The word that users type, in lower case: {@code up} or {@code down}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
