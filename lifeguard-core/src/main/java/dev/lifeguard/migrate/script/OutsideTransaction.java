package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the statements that a server refuses in a transaction block, as far as their text tells.
 *
 * <p>Source for PostgreSQL: the notes of the PostgreSQL manual's pages on these commands, up to
 * version 18. Not visible in the text, so the author says {@code lifeguard:no-transaction}: CALL of
 * a procedure that commits, REINDEX and CLUSTER of a partitioned table. ALTER TYPE … ADD VALUE is
 * none of them since version 12.
 *
 * <p>Source for SQLite: its pages VACUUM, DETACH and PRAGMA; foreign_keys and journal_mode are not
 * refused, but do nothing there, and temp_store only where a temporary table is there already.
 * MariaDB and MySQL refuse to set variables of the binary log there (MariaDB manual, "Replication
 * and Binary Log System Variables"); they and H2 refuse no other statement, but some end the
 * transaction: {@link CommitsByItself}.
 */
final class OutsideTransaction {

    private static final Set<String> PRAGMAS =
            Set.of(
                    "FOREIGN_KEYS",
                    "JOURNAL_MODE",
                    "SYNCHRONOUS",
                    "TEMP_STORE",
                    "TEMP_STORE_DIRECTORY");

    private static final Set<String> MYSQL_VARIABLES =
            Set.of(
                    "BINLOG_FORMAT",
                    "GTID_DOMAIN_ID",
                    "GTID_NEXT",
                    "GTID_SEQ_NO",
                    "SKIP_REPLICATION",
                    "SQL_LOG_BIN");

    private OutsideTransaction() {}

    /** The statement's name if it is such a statement. */
    static Optional<String> nameOf(Head head, LexerRules rules, CommitsByItself.Answer commits) {
        if (commits != CommitsByItself.Answer.NO) {
            return Optional.of(StatementName.of(head));
        }
        return switch (rules.grammar()) {
            case POSTGRESQL ->
                    rules.has(LexerRules.Feature.DDL_COMMITS_BY_ITSELF)
                            ? Optional.empty()
                            : ofPostgres(head);
            case SQLITE -> ofSqlite(head);
            case MYSQL -> when(isRefusedByMysql(head), "SET");
            case H2 -> Optional.empty();
        };
    }

    private static boolean isRefusedByMysql(Head head) {
        if (!head.take("SET")) {
            return false;
        }
        while (!head.isAtEnd()) {
            if (MYSQL_VARIABLES.contains(head.take().text())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> ofSqlite(Head head) {
        return switch (head.take().text()) {
            case "VACUUM" -> Optional.of("VACUUM");
            case "DETACH" -> Optional.of("DETACH");
            case "PRAGMA" -> afterPragma(head);
            default -> Optional.empty();
        };
    }

    private static Optional<String> afterPragma(Head head) {
        HeadToken name = head.take();
        if (head.takeSymbol(".")) {
            name = head.take();
        }
        boolean sets = head.takeSymbol("=") || head.peek().kind() == TokenKind.OPEN;
        String setting = name.value().toUpperCase(Locale.ROOT);
        boolean outside = setting.equals("WAL_CHECKPOINT") || (sets && PRAGMAS.contains(setting));
        return when(outside, "PRAGMA " + setting);
    }

    private static Optional<String> ofPostgres(Head head) {
        return switch (head.take().text()) {
            case "ALTER" -> afterAlter(head);
            case "CLUSTER" -> when(clustersAll(head), "CLUSTER");
            case "CREATE" -> afterCreate(head);
            case "DISCARD" -> when(head.take("ALL"), "DISCARD ALL");
            case "DROP" -> afterDrop(head);
            case "REINDEX" -> afterReindex(head);
            case "VACUUM" -> Optional.of("VACUUM");
            default -> Optional.empty();
        };
    }

    private static Optional<String> afterAlter(Head head) {
        return switch (head.take().text()) {
            case "DATABASE" -> {
                head.skipName();
                yield when(head.take("SET", "TABLESPACE"), "ALTER DATABASE SET TABLESPACE");
            }
            case "SUBSCRIPTION" -> afterAlterSubscription(head);
            case "SYSTEM" -> Optional.of("ALTER SYSTEM");
            case "TABLE" -> when(detaches(head), "ALTER TABLE DETACH PARTITION CONCURRENTLY");
            default -> Optional.empty();
        };
    }

    private static boolean detaches(Head head) {
        head.take("IF", "EXISTS");
        head.take("ONLY");
        head.skipName();
        head.takeSymbol("*");
        if (!head.take("DETACH", "PARTITION")) {
            return false;
        }
        head.skipName();
        return head.take("CONCURRENTLY");
    }

    private static Optional<String> afterAlterSubscription(Head head) {
        head.skipName();
        if (head.take("REFRESH")) {
            return Optional.of("ALTER SUBSCRIPTION REFRESH");
        }
        String verb = head.take().text();
        HeadGroup slotOptions = head.takeGroup();
        if (slotOptions.has("failover") || slotOptions.has("two_phase")) {
            return when(verb.equals("SET"), "ALTER SUBSCRIPTION SET");
        }
        boolean changes = verb.equals("SET") || verb.equals("ADD") || verb.equals("DROP");
        if (!changes || !head.take("PUBLICATION")) {
            return Optional.empty();
        }
        head.skipTo("WITH");
        head.take();
        boolean refreshes = !head.takeGroup().isOff("refresh");
        return when(refreshes, "ALTER SUBSCRIPTION " + verb + " PUBLICATION");
    }

    private static boolean clustersAll(Head head) {
        head.take("VERBOSE");
        head.takeGroup();
        return head.isAtEnd();
    }

    private static Optional<String> afterCreate(Head head) {
        boolean unique = head.take("UNIQUE");
        return switch (head.take().text()) {
            case "DATABASE" -> when(!unique, "CREATE DATABASE");
            case "INDEX" -> when(head.take("CONCURRENTLY"), "CREATE INDEX CONCURRENTLY");
            case "SUBSCRIPTION" -> when(createsSlot(head), "CREATE SUBSCRIPTION");
            case "TABLESPACE" -> when(!unique, "CREATE TABLESPACE");
            default -> Optional.empty();
        };
    }

    private static boolean createsSlot(Head head) {
        head.skipTo("WITH");
        head.take();
        HeadGroup options = head.takeGroup();
        return !options.isOff("connect") && !options.isOff("create_slot");
    }

    private static Optional<String> afterDrop(Head head) {
        return switch (head.take().text()) {
            case "DATABASE" -> Optional.of("DROP DATABASE");
            case "INDEX" -> when(head.take("CONCURRENTLY"), "DROP INDEX CONCURRENTLY");
            case "SUBSCRIPTION" -> Optional.of("DROP SUBSCRIPTION");
            case "TABLESPACE" -> Optional.of("DROP TABLESPACE");
            default -> Optional.empty();
        };
    }

    private static Optional<String> afterReindex(Head head) {
        boolean option = head.takeGroup().isOn("concurrently");
        String what = head.take().text();
        boolean concurrently = option || head.take("CONCURRENTLY");
        boolean many = what.equals("DATABASE") || what.equals("SCHEMA") || what.equals("SYSTEM");
        return when(
                many || concurrently, "REINDEX " + what + (concurrently ? " CONCURRENTLY" : ""));
    }

    private static Optional<String> when(boolean found, String name) {
        return found ? Optional.of(name) : Optional.empty();
    }
}
