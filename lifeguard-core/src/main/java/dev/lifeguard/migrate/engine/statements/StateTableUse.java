package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;

/** What a statement that runs outside a transaction may want of the state table. */
enum StateTableUse {
    /** Nothing, as far as its text tells. */
    NONE,
    /**
     * The whole table, as what works on all tables does, or runs a text that is not looked into: it
     * would wait for ever for a row that is kept in place.
     */
    WHOLE_TABLE,
    /** The database with nobody else in it, as to copy it. */
    WHOLE_DATABASE;

    /** With the state table's name without its schema. */
    static StateTableUse of(SqlStatement statement, String table) {
        if (statement.facts().has(Trait.COPIES_DATABASE)) {
            return WHOLE_DATABASE;
        }
        return statement.facts().has(Trait.REACHES_ALL_TABLES) || statement.mentions(table)
                ? WHOLE_TABLE
                : NONE;
    }
}
