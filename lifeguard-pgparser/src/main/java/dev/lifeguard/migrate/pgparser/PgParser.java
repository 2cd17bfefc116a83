package dev.lifeguard.migrate.pgparser;

import java.util.List;

/**
 * PostgreSQL 18's own parser. It needs no server and knows no tables: it says what a statement is,
 * and where one is no SQL. For any number of threads: they take turns.
 */
public final class PgParser {

    private final Grammar grammar;

    private PgParser(Grammar grammar) {
        this.grammar = grammar;
    }

    /** A parser; it takes 0.3 to 1 second to get ready, and some megabytes until it is let go. */
    public static PgParser create() {
        return new PgParser(Grammar.load());
    }

    /**
     * The statements of a script, in its order; empty statements are left out. Everything that psql
     * would do itself, as {@code \d} or the data behind COPY, is no SQL.
     *
     * @throws PgSyntaxError where PostgreSQL refuses the text: nothing of it is told then
     */
    public List<PgStatement> parse(String sql) throws PgSyntaxError {
        int zero = sql.indexOf('\0');
        if (zero >= 0) {
            throw new PgSyntaxError("the text has a zero byte, which PostgreSQL cannot read", zero);
        }
        return grammar.parse(new Text(sql));
    }
}
