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
 */
record Parsed(SqlStatement sql, PgNode tree, int transaction, Mode mode) {

    /** How it runs. */
    enum Mode {
        /** In the transaction of its migration, or of a block of it. */
        SHARED,
        /** In one of its own, or in none. */
        ALONE
    }

    String text() {
        return sql.text();
    }

    boolean is(String type) {
        return tree.is(type);
    }
}
