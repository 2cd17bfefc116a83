package dev.lifeguard.migrate.layouts.json;

/** A text that is no JSON. */
public final class JsonFault extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * At a place.
     *
     * @param line from 1
     * @param column from 1
     * @param expected what should be there, with its article
     */
    JsonFault(int line, int column, String expected) {
        super("line %s, column %s: %s is expected".formatted(line, column, expected));
    }
}
