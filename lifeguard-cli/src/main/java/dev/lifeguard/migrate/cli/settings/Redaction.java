package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.error.ErrorDetail;
import java.util.regex.Pattern;

/**
 * Takes out of a text what a URL may hold of a password.
 *
 * <p>No message quotes a database URL on purpose; this is for texts that others wrote. The forms
 * that messages show as a help, with {@code user:password@} in them, stay.
 */
public final class Redaction {

    private static final Pattern USER_INFO =
            Pattern.compile("(?i)([a-z0-9+.-]+://)(?!user:password@)[^\\s'\"]*@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(password=)(?!\\.\\.\\.)[^&\\s'\"]*");
    private static final Pattern BEGUN = Pattern.compile("(://[^:/\\s'\"]*:)[^\\s'\"]*");
    private static final Pattern PART = Pattern.compile("[^\\s'\"]*@");

    private Redaction() {}

    /** Anything that anybody wrote. */
    public static String of(String text) {
        String masked = USER_INFO.matcher(text).replaceAll("$1***@");
        return PARAMETER.matcher(masked).replaceAll("$1***");
    }

    /** Arguments, where a URL may be in pieces. */
    public static String ofArguments(String text) {
        String begun = BEGUN.matcher(of(text)).replaceAll("$1***");
        return PART.matcher(begun).replaceAll("***@");
    }

    /** An error with its message, in the words of the command line. */
    public static ErrorDetail of(ErrorDetail told) {
        ErrorDetail error = CommandWords.of(told);
        return new ErrorDetail(
                error.kind(),
                of(error.message()),
                error.version(),
                error.file(),
                error.line(),
                error.column(),
                error.sqlState(),
                error.label());
    }
}
