package dev.lifeguard.migrate.lint;

import java.util.Locale;

/** What a finding is known from. */
public enum Knowledge {
    /** The text of the migrations and their order. */
    OFFLINE,
    /** The catalogue of the database as well. */
    SCHEMA,
    /** A run on a scratch database. */
    TRACE;

    /** As programs read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
