package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;

/**
 * A place in a script.
 *
 * <p>A line ends at LF, at CR LF, or at a CR alone.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param offset from 0 at the file's start, in code points, a byte order mark not counted
 */
public record Position(int line, int column, long offset) {

    /** The first character of a file. */
    static final Position START = new Position(1, 1, 0);

    /** The exception for a fault here. */
    InvalidScriptException fault(String message, String file) {
        return new InvalidScriptException(message, file, line, column);
    }
}
