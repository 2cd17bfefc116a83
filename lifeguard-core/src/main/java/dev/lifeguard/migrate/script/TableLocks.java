package dev.lifeguard.migrate.script;

import org.jspecify.annotations.Nullable;

/**
 * {@code LOCK TABLES … UNLOCK TABLES} of MariaDB and MySQL, as a dump writes them around its rows.
 *
 * <p>The lock keeps its session from all other tables, that of the history among them. Rows that
 * are put in one after the other are the same without it, so the two statements are not sent.
 * Around anything else they may mean something, and are refused.
 */
final class TableLocks {

    private final String file;

    /** Null where no table is locked. */
    private ScriptItem.@Nullable Statement lock;

    TableLocks(String file) {
        this.file = file;
    }

    /**
     * Whether a statement puts rows in that it holds, or switches keys as a dump does around them.
     */
    static boolean isOfADump(Head head, SessionTrace trace) {
        return switch (head.take().text()) {
            case "INSERT", "REPLACE" -> trace.holdsRows();
            case "ALTER" -> head.take("TABLE") && switchesKeys(head);
            default -> false;
        };
    }

    private static boolean switchesKeys(Head head) {
        while (!head.isAtEnd()) {
            HeadToken token = head.take();
            if ((token.isWord("DISABLE") || token.isWord("ENABLE")) && head.take("KEYS")) {
                return true;
            }
        }
        return false;
    }

    /** Takes the next statement, and throws if it would run differently without the lock. */
    void add(ScriptItem.Statement statement) {
        switch (statement.form().control()) {
            case LOCK_TABLES -> lock = statement;
            case UNLOCK_TABLES -> lock = null;
            case NONE, SAVEPOINT, COMMITS, OTHER -> checkInside(statement);
            case BEGIN,
                    BEGIN_WITH_MODES,
                    OTHER_MODES,
                    COMMIT,
                    LOCAL_SETTING,
                    AUTOCOMMIT_OFF,
                    AUTOCOMMIT_ON -> {}
        }
    }

    private void checkInside(ScriptItem.Statement statement) {
        if (lock != null && !statement.form().ofADump()) {
            throw lock.start()
                    .fault(
                            ("LOCK TABLES is refused: it keeps the session from the table of the"
                                 + " history. Only around the rows of a dump is it left out, but %s"
                                 + " in line %s stands between it and UNLOCK TABLES. Take it and"
                                 + " its UNLOCK TABLES out.")
                                    .formatted(statement.form().name(), statement.start().line()),
                            file);
        }
    }
}
