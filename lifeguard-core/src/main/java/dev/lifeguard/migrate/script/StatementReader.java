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

    /** Whether statements that can run in a transaction stay in one as long as they follow. */
    private final Together together;

    private int given;
    private int blocks;
    private boolean inBlock;
    private boolean inRun;
    private boolean autocommit = true;
    private boolean ended;

    /** Which statements form a block. */
    enum Together {
        /** Those between the BEGIN and COMMIT of the script. */
        IN_BLOCKS,
        /** Those, and all others that follow one another, since one asks for what another left. */
        IN_RUNS
    }

    /** Reads from the scanner's place on. */
    StatementReader(ScriptScanner scanner, Together together) {
        this.scanner = scanner;
        this.together = together;
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
                followBlock(statement.form());
                if (statement.form().isSent()) {
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
     * The number of the {@code BEGIN … COMMIT} block of the script that the last statement stands
     * in, from 1; 0 where it stands in none, and behind a statement that has ended its block.
     *
     * <p>With autocommit switched off, and where a statement of the section asks for what the one
     * before it left in the session, the statements that can run in a transaction form blocks, too,
     * so that nothing comes between.
     */
    public int block() {
        return (inBlock || inRun) && !ended ? blocks : 0;
    }

    private void followBlock(StatementForm form) {
        if (form.control() == TransactionControl.BEGIN) {
            blocks++;
            inBlock = true;
            inRun = false;
        } else if (form.control() == TransactionControl.COMMIT || form.runsOutside()) {
            inBlock = false;
            inRun = false;
        } else if (form.control() == TransactionControl.AUTOCOMMIT_OFF) {
            autocommit = false;
        } else if (form.control() == TransactionControl.AUTOCOMMIT_ON) {
            autocommit = true;
            inRun = false;
        } else if (form.isSent() && staysOpen() && !inBlock && !inRun) {
            blocks++;
            inRun = true;
        }
    }

    /** Whether a statement asks for what the one before it left in the session. */
    public boolean asksBack() {
        return together == Together.IN_RUNS;
    }

    private boolean staysOpen() {
        return !autocommit || together == Together.IN_RUNS;
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
