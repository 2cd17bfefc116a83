package dev.lifeguard.migrate.tests.reader;

/**
 * One script.
 *
 * @param name what it tries
 * @param text what the file holds
 */
record SqlCase(String name, String text) {

    /** Whether lines of data are in between its statements. */
    boolean hasCopyData() {
        return text.contains("\\.");
    }

    @Override
    public String toString() {
        return name;
    }
}
