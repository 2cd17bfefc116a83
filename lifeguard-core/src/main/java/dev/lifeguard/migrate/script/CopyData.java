package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The data of a COPY … FROM STDIN: the lines after the statement's, up to a line {@code \.}.
 *
 * <p>As in psql, that line ends the data in every format, and the end of the file may be its end.
 * Closing the stream passes over what was not read.
 */
final class CopyData extends InputStream {

    private final ScriptInput input;
    private final Position copy;
    private boolean atLineStart = true;
    private boolean ended;

    private CopyData(ScriptInput input, Position copy) {
        this.input = input;
        this.copy = copy;
        input.readData();
    }

    /**
     * The data of a COPY whose semicolon is the lexer's token.
     *
     * @param copy where the statement begins
     * @throws InvalidScriptException if more than a comment follows on the semicolon's line
     */
    static CopyData afterSemicolon(ScriptInput input, Lexer lexer, Position copy)
            throws IOException {
        if (lexer.finishLine()) {
            return new CopyData(input, copy);
        }
        if (input.peek() < 0) {
            throw missing(input, copy);
        }
        throw input.fault(
                "Only a comment that ends on the line may follow COPY … FROM STDIN; because its"
                    + " data begins on the next line. Move this below the line \\. after the data.",
                lexer.start());
    }

    /** The exception for a COPY without the line that ends its data. */
    static InvalidScriptException missing(ScriptInput input, Position copy) {
        return input.fault(
                "COPY … FROM STDIN has no end. Put its semicolon and its data below it, and a line"
                        + " that is only \\. after the data.",
                copy);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        int done = 0;
        while (done < most && !isAtEnd()) {
            int count = input.readLine(target, from + done, most - done);
            if (count < 0) {
                throw missing(input, copy);
            }
            done += count;
            atLineStart = target[from + done - 1] == '\n';
        }
        return done == 0 && most > 0 ? -1 : done;
    }

    @Override
    public void close() throws IOException {
        while (!isAtEnd()) {
            if (!input.skipTo('\n', '\n')) {
                throw missing(input, copy);
            }
            input.advance(1);
            atLineStart = true;
        }
    }

    private boolean isAtEnd() throws IOException {
        if (!ended && atLineStart && input.peek() == '\\' && input.peek(1) == '.') {
            int length = input.peek(2) == '\r' ? 3 : 2;
            int next = input.peek(length);
            ended = next == '\n' || next < 0;
            input.advance(ended ? next < 0 ? length : length + 1 : 0);
            if (ended) {
                input.readReplaced();
            }
        }
        return ended;
    }
}
