package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes passwords out of what a driver says of a URL: {@link java.sql.DriverManager} and some
 * drivers quote the whole of one that they cannot use.
 */
final class UrlSecrets {

    private static final Pattern USER_INFO = Pattern.compile("://[^\\s'\"]*@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)\\s*=\\s*)[^&;\\s'\"]*");

    private UrlSecrets() {}

    /** A text without them. */
    static String mask(String text) {
        String masked = USER_INFO.matcher(text).replaceAll("://***@");
        return PARAMETER.matcher(masked).replaceAll("$1***");
    }

    /** The failure itself where it holds none, else one like it without them, its causes too. */
    static SQLException mask(SQLException failure) {
        return holdsAny(failure) ? masked(failure) : failure;
    }

    private static SQLException masked(SQLException failure) {
        SQLException masked =
                new SQLException(
                        mask(String.valueOf(failure.getMessage())),
                        failure.getSQLState(),
                        failure.getErrorCode());
        masked.setStackTrace(failure.getStackTrace());
        if (failure.getCause() instanceof SQLException cause) {
            masked.initCause(masked(cause));
        }
        return masked;
    }

    private static boolean holdsAny(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            String text = at.toString();
            if (!mask(text).equals(text)) {
                return true;
            }
        }
        return false;
    }
}
