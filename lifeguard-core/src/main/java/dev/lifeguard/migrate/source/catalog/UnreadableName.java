package dev.lifeguard.migrate.source.catalog;

/** A file's name that is not in the charset that the locale says names are in. */
final class UnreadableName {

    private static final char REPLACEMENT = '\uFFFD';

    private UnreadableName() {}

    /** Whether the JVM put a sign in place of what it could not read. */
    static boolean is(String name) {
        return name.indexOf(REPLACEMENT) >= 0;
    }

    /** What it has and what to do, behind "has", without a full stop. */
    static String reason() {
        return reason(System.getProperty("sun.jnu.encoding", "ASCII"));
    }

    /** The same for the charset of the locale's names. */
    static String reason(String charset) {
        return charset.equalsIgnoreCase("UTF-8")
                ? "a name that is not UTF-8, as the locale says that names are. Rename it"
                : ("a name that this JVM cannot read: by the locale it was started in, names are in"
                                + " %s. Start it with LC_ALL=C.UTF-8")
                        .formatted(charset);
    }
}
