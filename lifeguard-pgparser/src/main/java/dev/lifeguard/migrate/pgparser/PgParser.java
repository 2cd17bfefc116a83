package dev.lifeguard.migrate.pgparser;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 18's own parser. It needs no server and knows no tables: it says what a statement is,
 * and where one is no SQL. For any number of threads: they take turns.
 *
 * <p>Its limits are PostgreSQL's: where expressions are nested some thousand deep it says {@code
 * memory exhausted}, and where there is less memory than a text needs, {@code out of memory}. Both
 * are a {@link PgSyntaxError}, and neither is the end of the parser. A text needs many times its
 * own size of memory while it is parsed.
 */
public final class PgParser {

    private final ReentrantLock lock = new ReentrantLock();

    /** Null until the next text, where the one before left it in the middle or large. */
    private @Nullable Grammar grammar;

    private PgParser(Grammar grammar) {
        this.grammar = grammar;
    }

    /** A parser; getting ready takes 0.2 seconds of the processor's time, and 3 MB of memory. */
    public static PgParser create() {
        return new PgParser(Grammar.load());
    }

    /**
     * The statements of a script, in its order; empty statements are left out. Everything that psql
     * would do itself, as {@code \d} or the data behind COPY, is no SQL. An interrupt does not end
     * this: the thread is interrupted still when it returns.
     *
     * @throws PgSyntaxError where PostgreSQL refuses the text: nothing of it is told then
     */
    public List<PgStatement> parse(String sql) throws PgSyntaxError {
        int zero = sql.indexOf('\0');
        if (zero >= 0) {
            throw new PgSyntaxError("the text has a zero byte, which PostgreSQL cannot read", zero);
        }
        lock.lock();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return parseInTurn(sql);
                } catch (ChicoryInterruptedException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            lock.unlock();
        }
    }

    private List<PgStatement> parseInTurn(String sql) throws PgSyntaxError {
        Grammar ready = grammar == null ? Grammar.load() : grammar;
        grammar = null;
        try {
            List<PgStatement> statements = ready.parse(new Text(sql));
            keep(ready);
            return statements;
        } catch (PgSyntaxError e) {
            keep(ready);
            throw e;
        } catch (OutOfMemoryError e) {
            throw new PgSyntaxError("out of memory", 0, e);
        }
    }

    private void keep(Grammar used) {
        grammar = used.isLarge() ? null : used;
    }
}
