package dev.lifeguard.migrate.inspect.trace;

import java.util.Locale;

/** What a statement does to a relation while it holds the lock, the shortest first. */
public enum Work {
    /** A change of the catalogue, or of single rows. */
    BRIEF("for a moment"),
    /** All rows are read. */
    SCAN("while all rows are read"),
    /** An index is built, for which all rows are read. */
    BUILD("while an index is built"),
    /** All rows are written anew, and the indexes built. */
    REWRITE("while all rows are written anew");

    private final String meaning;

    Work(String meaning) {
        this.meaning = meaning;
    }

    /** As a program reads it: {@code brief}, {@code scan}, {@code build} or {@code rewrite}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How long that is, in a few words. */
    public String meaning() {
        return meaning;
    }

    Work or(Work other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
