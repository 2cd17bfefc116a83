package dev.lifeguard.migrate.script;

/** Which way a section goes. */
enum SectionKind {
    UP("-- Up migration"),
    DOWN("-- Down migration");

    private final String marker;

    SectionKind(String marker) {
        this.marker = marker;
    }

    /** The comment line that begins such a section, in its right form. */
    String marker() {
        return marker;
    }
}
