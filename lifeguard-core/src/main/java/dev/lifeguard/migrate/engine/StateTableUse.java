package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.script.SqlStatement;
import java.util.List;
import java.util.Locale;

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

    private static final List<String> OF_ALL_TABLES =
            List.of("REINDEX", "VACUUM", "CLUSTER", "DROP DATABASE", "DROP SCHEMA");

    /** With the state table's name without its schema. */
    static StateTableUse of(SqlStatement statement, String table) {
        String head = statement.summary();
        if (head.startsWith("CREATE DATABASE")) {
            return WHOLE_DATABASE;
        }
        boolean whole =
                OF_ALL_TABLES.stream().anyMatch(head::startsWith)
                        || ScriptSender.executesText(head)
                        || mentions(statement, table);
        return whole ? WHOLE_TABLE : NONE;
    }

    private static boolean mentions(SqlStatement statement, String table) {
        String text = statement.text().toLowerCase(Locale.ROOT);
        return text.contains(table.toLowerCase(Locale.ROOT));
    }
}
