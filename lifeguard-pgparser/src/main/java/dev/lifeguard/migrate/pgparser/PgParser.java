package dev.lifeguard.migrate.pgparser;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

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
    private Grammar grammar;

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
        Text text = new Text(sql);
        lock.lock();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return parse(text);
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

    /** What was left in the middle, or is large by now, is not used again. */
    private List<PgStatement> parse(Text text) throws PgSyntaxError {
        boolean finished = false;
        try {
            List<PgStatement> statements = grammar.parse(text);
            finished = true;
            return statements;
        } catch (PgSyntaxError e) {
            finished = true;
            throw e;
        } finally {
            if (!finished || grammar.isLarge()) {
                grammar = Grammar.load();
            }
        }
    }
}
