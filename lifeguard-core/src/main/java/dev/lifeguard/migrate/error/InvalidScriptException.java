package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** A script that cannot be read, found before anything of it ran. */
public final class InvalidScriptException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault of a script as a whole.
     *
     * @param message what is wrong and what to do, without code and file
     * @param file the file's name
     */
    public InvalidScriptException(String message, String file) {
        super(
                ErrorDetail.of(ErrorKind.INVALID_SCRIPT, "%s %s".formatted(file, message))
                        .withFile(file),
                null);
    }

    /** A fault that is described already, and what is below it or null. */
    public InvalidScriptException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }

    /**
     * A fault at a place of a script.
     *
     * @param message what is wrong and what to do, without code, file and position
     * @param file the file's name
     * @param line from 1
     * @param column from 1, in code points
     */
    public InvalidScriptException(String message, String file, int line, int column) {
        super(
                new ErrorDetail(
                        ErrorKind.INVALID_SCRIPT,
                        "%s:%s:%s: %s".formatted(file, line, column, message),
                        null,
                        file,
                        line,
                        column,
                        null),
                null);
    }
}
