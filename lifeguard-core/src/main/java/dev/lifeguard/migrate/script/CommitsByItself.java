package dev.lifeguard.migrate.script;

import java.util.Optional;
import java.util.Set;

/**
 * Finds the statements of databases without transactional DDL that commit what is open before they
 * run, or may, as a procedure can.
 *
 * <p>Source for MariaDB and MySQL: the page "SQL statements That Cause an Implicit Commit" of the
 * MariaDB manual, and section "Statements That Cause an Implicit Commit" of MySQL's. Source for H2:
 * its page "SQL Grammar", whose commands that commit say so, and {@code
 * org.h2.command.dml.Set.isTransactional} for the settings. On CockroachDB and YugabyteDB what is
 * not known to be a statement of data counts as one that commits.
 */
final class CommitsByItself {

    private static final Set<String> MYSQL =
            Set.of(
                    "ALTER",
                    "ANALYZE",
                    "CACHE",
                    "CALL",
                    "CHANGE",
                    "CHECK",
                    "CREATE",
                    "DROP",
                    "EXECUTE",
                    "FLUSH",
                    "GRANT",
                    "IMPORT",
                    "INSTALL",
                    "LOCK",
                    "OPTIMIZE",
                    "RENAME",
                    "REPAIR",
                    "RESET",
                    "REVOKE",
                    "SHUTDOWN",
                    "START",
                    "STOP",
                    "TRUNCATE",
                    "UNINSTALL",
                    "UNLOCK");

    private static final Set<String> H2 =
            Set.of(
                    "ALTER",
                    "ANALYZE",
                    "BACKUP",
                    "COMMENT",
                    "CREATE",
                    "DROP",
                    "GRANT",
                    "REVOKE",
                    "RUNSCRIPT",
                    "SHUTDOWN",
                    "TRUNCATE");

    /** PostgreSQL's statements of data, session and transaction, and CockroachDB's UPSERT. */
    private static final Set<String> DATA =
            Set.of(
                    "ABORT",
                    "BEGIN",
                    "CLOSE",
                    "COMMIT",
                    "COPY",
                    "DEALLOCATE",
                    "DECLARE",
                    "DELETE",
                    "END",
                    "EXECUTE",
                    "EXPLAIN",
                    "FETCH",
                    "INSERT",
                    "LOCK",
                    "MERGE",
                    "MOVE",
                    "PREPARE",
                    "RELEASE",
                    "RESET",
                    "ROLLBACK",
                    "SAVEPOINT",
                    "SELECT",
                    "SHOW",
                    "START",
                    "TABLE",
                    "UPDATE",
                    "UPSERT",
                    "VALUES",
                    "WITH");

    private static final Set<String> H2_SESSION_SETTINGS =
            Set.of(
                    "CATALOG",
                    "LAZY_QUERY_EXECUTION",
                    "LOCK_TIMEOUT",
                    "NON_KEYWORDS",
                    "QUERY_TIMEOUT",
                    "SCHEMA",
                    "SCHEMA_SEARCH_PATH",
                    "SESSION",
                    "THROTTLE",
                    "TIME",
                    "TRUNCATE_LARGE_LENGTH",
                    "VARIABLE_BINARY");

    private CommitsByItself() {}

    static Optional<String> onMysql(Head head) {
        Head again = head.again();
        String first = head.take().text();
        boolean commits =
                switch (first) {
                    case "BEGIN" -> head.take("NOT", "ATOMIC");
                    case "START" -> !head.take("TRANSACTION");
                    case "LOAD" -> head.take("INDEX");
                    case "SET" -> head.take("PASSWORD");
                    case "CREATE", "DROP" -> !isTemporary(head);
                    default -> MYSQL.contains(first);
                };
        return named(again, commits);
    }

    /** CREATE and DROP TEMPORARY TABLE do not commit, but cannot be rolled back either. */
    private static boolean isTemporary(Head head) {
        head.take("OR", "REPLACE");
        return head.take("TEMPORARY", "TABLE");
    }

    static Optional<String> onH2(Head head) {
        Head again = head.again();
        String first = head.take().text();
        boolean commits =
                switch (first) {
                    case "SET" ->
                            !head.takeSymbol("@")
                                    && !H2_SESSION_SETTINGS.contains(head.peek().text())
                                    && !head.peek().text().startsWith("@");
                    default -> H2.contains(first);
                };
        return named(again, commits);
    }

    static Optional<String> unlessData(Head head) {
        Head again = head.again();
        if (head.isAtEnd() || head.peek().kind() == TokenKind.OPEN) {
            return Optional.empty();
        }
        String first = head.take().text();
        boolean commits =
                switch (first) {
                    case "SET" -> head.take("CLUSTER");
                    default -> !DATA.contains(first);
                };
        return named(again, commits);
    }

    private static Optional<String> named(Head head, boolean commits) {
        return commits ? Optional.of(StatementName.of(head)) : Optional.empty();
    }
}
