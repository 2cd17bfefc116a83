package dev.lifeguard.migrate.source;

/** A file's name that is not ASCII in a JVM whose locale says that names are. */
final class UnreadableName {

    private static final char REPLACEMENT = '\uFFFD';

    private UnreadableName() {}

    /** Whether the JVM put a sign in place of what it could not read. */
    static boolean is(String name) {
        return name.indexOf(REPLACEMENT) >= 0;
    }

    /** Goes on behind "has", without a full stop. */
    static String reason() {
        return ("a name that this JVM cannot read: by the locale it was started in, names are in"
                        + " %s. Start it with LC_ALL=C.UTF-8")
                .formatted(System.getProperty("sun.jnu.encoding", "ASCII"));
    }
}
