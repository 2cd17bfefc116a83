package dev.lifeguard.migrate.lint;

import java.util.Locale;

/** How bad a finding is, the worst last. */
public enum LintLevel {
    /** Style, or something that could not be looked at. */
    INFO,
    /** It may cost something, on some tables. */
    WARNING,
    /** An outage, lost data or a failure is what usually comes of it on a big table. */
    ERROR;

    /** As people and programs write it: {@code info}, {@code warning} or {@code error}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
