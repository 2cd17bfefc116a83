package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import java.util.Set;

/**
 * The words with which a statement asks for what the one before it left in the session: how many
 * rows, which row, what warnings.
 *
 * <p>Source: the pages "Information Functions" and "SHOW WARNINGS" of the MariaDB manual, and
 * SQLite's page "Built-In Scalar SQL Functions".
 */
final class LooksBack {

    private static final Set<String> ON_MYSQL =
            Set.of(
                    "DIAGNOSTICS",
                    "ERROR_COUNT",
                    "FOUND_ROWS",
                    "ROW_COUNT",
                    "WARNINGS",
                    "WARNING_COUNT");

    private static final Set<String> ON_SQLITE =
            Set.of("CHANGES", "LAST_INSERT_ROWID", "TOTAL_CHANGES");

    private LooksBack() {}

    /** These words, in upper case. */
    static Set<String> words(Grammar grammar) {
        return switch (grammar) {
            case MYSQL -> ON_MYSQL;
            case SQLITE -> ON_SQLITE;
            case POSTGRESQL, H2 -> Set.of();
        };
    }
}
