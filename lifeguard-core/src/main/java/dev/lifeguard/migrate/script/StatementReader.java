package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Gives the statements of a section one after the other.
 *
 * <p>It holds one statement at a time, so a script may be larger than the memory. Not thread-safe.
 */
public final class StatementReader implements AutoCloseable {

    private final ScriptScanner scanner;
    private final int blockEnd;
    private int read;
    private int given;
    private boolean ended;

    /**
     * Reads from the scanner's place on.
     *
     * @param blockEnd the number of the COMMIT that is left out, as the BEGIN that is the first
     *     statement; 0 if there is no such block
     */
    StatementReader(ScriptScanner scanner, int blockEnd) {
        this.scanner = scanner;
        this.blockEnd = blockEnd;
    }

    /**
     * The next statement; what was not read of a COPY's data is passed over first.
     *
     * @return empty after the last one
     * @throws IOException if the script cannot be read
     * @throws InvalidScriptException if the script is no longer as it was scanned
     */
    public Optional<SqlStatement> next() throws IOException {
        while (!ended) {
            ScriptItem item = scanner.next();
            if (item instanceof ScriptItem.Statement statement) {
                read++;
                if (blockEnd == 0 || (read != 1 && read != blockEnd)) {
                    given++;
                    return Optional.of(statement.numbered(given));
                }
            } else {
                ended = !(item instanceof ScriptItem.PlacedDirective);
            }
        }
        return Optional.empty();
    }

    /**
     * The data of the COPY … FROM STDIN that {@link #next} gave last, byte by byte as in the file
     * and in UTF-8, without the line {@code \.} at its end. Closing it is not necessary.
     *
     * @throws IllegalStateException if the last statement has no data
     */
    public InputStream copyData() {
        return scanner.copyData();
    }

    @Override
    public void close() throws IOException {
        scanner.close();
    }
}
