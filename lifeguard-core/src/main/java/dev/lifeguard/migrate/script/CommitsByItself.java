package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
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
                    "BACKUP",
                    "CACHE",
                    "CHANGE",
                    "CHECK",
                    "CREATE",
                    "DROP",
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

    private static final Set<String> MAYBE_ON_MYSQL =
            Set.of("CALL", "EXECUTE", "IF", "CASE", "FOR", "LOOP", "REPEAT", "WHILE");

    private static final Set<String> MAYBE_ON_H2 = Set.of("EXECUTE", "RUNSCRIPT");

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
                    "AUTOCOMMIT",
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

    /** Whether a statement commits by itself. */
    enum Answer {
        NO,
        /** It runs statements that its text does not show, or holds some that may not run. */
        PERHAPS,
        YES
    }

    static Answer of(Head head, LexerRules rules) {
        return switch (rules.grammar()) {
            case MYSQL -> answer(mayCommitOnMysql(head.again()), isCertainOnMysql(head));
            case H2 -> answer(MAYBE_ON_H2.contains(head.peek().text()), isCertainOnH2(head));
            case POSTGRESQL ->
                    answer(
                            false,
                            rules.has(LexerRules.Feature.DDL_COMMITS_BY_ITSELF) && isNoData(head));
            case SQLITE -> Answer.NO;
        };
    }

    /** What is labelled may have any word for its label. */
    private static Answer answer(boolean perhaps, boolean certain) {
        if (perhaps) {
            return Answer.PERHAPS;
        }
        return certain ? Answer.YES : Answer.NO;
    }

    private static boolean isCertainOnMysql(Head head) {
        String first = head.take().text();
        return switch (first) {
            case "START" -> !head.take("TRANSACTION");
            case "LOAD" -> head.take("INDEX");
            case "SET" -> head.take("PASSWORD") || (takeFor(head) && isCertainOnMysql(head.rest()));
            case "CREATE", "DROP" -> !isTemporary(head);
            default -> MYSQL.contains(first);
        };
    }

    /** A compound statement outside of a routine may have a label. */
    private static boolean mayCommitOnMysql(Head head) {
        HeadToken first = head.take();
        if (head.takeSymbol(":")) {
            first = head.take();
        }
        return switch (first.text()) {
            case "BEGIN" -> head.take("NOT", "ATOMIC");
            case "SET" -> takeFor(head) && mayCommitOnMysql(head.rest());
            default -> first.kind() == TokenKind.WORD && MAYBE_ON_MYSQL.contains(first.text());
        };
    }

    /** {@code STATEMENT name = value, … FOR}, behind which the statement is. */
    static boolean takeFor(Head afterSet) {
        return afterSet.take("STATEMENT") && afterSet.skipTo("FOR") && afterSet.take("FOR");
    }

    /** CREATE and DROP TEMPORARY TABLE do not commit, but cannot be rolled back either. */
    private static boolean isTemporary(Head head) {
        head.take("OR", "REPLACE");
        return head.take("TEMPORARY", "TABLE");
    }

    private static boolean isCertainOnH2(Head head) {
        String first = head.take().text();
        return switch (first) {
            case "SET" ->
                    !head.takeSymbol("@")
                            && !H2_SESSION_SETTINGS.contains(head.peek().text())
                            && !head.peek().text().startsWith("@");
            default -> H2.contains(first);
        };
    }

    private static boolean isNoData(Head head) {
        if (head.isAtEnd() || head.peek().kind() == TokenKind.OPEN) {
            return false;
        }
        String first = head.take().text();
        return first.equals("SET") ? head.take("CLUSTER") : !DATA.contains(first);
    }
}
