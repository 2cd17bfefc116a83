package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.script.SqlStatement;

/**
 * A statement with its parse tree.
 *
 * @param sql as the runner reads it
 * @param tree as PostgreSQL's parser has it
 * @param transaction the number of the transaction that it runs in, counted through the whole run
 * @param mode whether others run in that transaction
 * @param text what was parsed: the statement, or one that is in it
 * @param offset where that begins in the text of the statement
 */
record Parsed(SqlStatement sql, PgNode tree, int transaction, Mode mode, String text, int offset) {

    /** How it runs. */
    enum Mode {
        /** In the transaction of its migration, or of a block of it. */
        SHARED,
        /** In one of its own, or in none. */
        ALONE
    }

    boolean is(String type) {
        return tree.is(type);
    }
}
