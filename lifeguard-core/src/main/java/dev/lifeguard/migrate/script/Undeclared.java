package dev.lifeguard.migrate.script;

/**
 * A placeholder in a script for which none are declared, so that it is sent as it is written.
 *
 * @param written all of it
 * @param position where it is
 */
record Undeclared(String written, Position position) {

    private static final int LONGEST = 130;

    /** Why one in a quoted name is refused. */
    static String refusal(String name, String written) {
        return ("The name %s holds the placeholder \"%s\", and no placeholder is declared. Declare"
                        + " it by %s, or, where the name is to be so, declare any other and write"
                        + " \"$%s\".")
                .formatted(name, written, Placeholders.declaration(written), written);
    }

    /** What is said of one outside of quotes. */
    String warning(String file) {
        return ("Line %s of \"%s\" holds \"%s\", and no placeholder is declared: it is sent as it"
                        + " is written.")
                .formatted(position.line(), file, written);
    }

    /** The placeholder at an index of a text, or empty if there is none. */
    static String at(String text, int dollar) {
        int end = dollar + 2;
        while (end < text.length() && end - dollar < LONGEST && isInName(text.charAt(end))) {
            end++;
        }
        boolean closed = end > dollar + 2 && end < text.length() && text.charAt(end) == '}';
        return closed ? text.substring(dollar, end + 1) : "";
    }

    private static boolean isInName(char next) {
        return next < 0x80 && (ByteClass.TAG[next] || next == '.' || next == '-');
    }
}
