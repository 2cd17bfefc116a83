package dev.lifeguard.migrate.inspect.report;

/**
 * A text, and what tells it from others.
 *
 * @param tag as HTTP has it
 */
record Versioned(String text, String tag) {

    static Versioned of(String text) {
        return new Versioned(text, "\"%s\"".formatted(ReportPage.hash(text)));
    }
}
