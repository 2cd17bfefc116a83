package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.StatementFacts.LockClass;
import java.util.Set;

/**
 * Finds out how a statement of PostgreSQL locks, as far as its head tells.
 *
 * <p>Source: PostgreSQL manual, section 13.3 "Explicit Locking" and the pages of the commands, up
 * to version 18. Where it depends on the version, the longer lock counts.
 */
final class StatementLocks {

    /** Words between CREATE and what is created. */
    private static final Set<String> MODIFIERS =
            Set.of(
                    "CONSTRAINT",
                    "DEFAULT",
                    "GLOBAL",
                    "LOCAL",
                    "OR",
                    "PROCEDURAL",
                    "RECURSIVE",
                    "REPLACE",
                    "TEMP",
                    "TEMPORARY",
                    "TRUSTED",
                    "UNIQUE",
                    "UNLOGGED");

    /** What is made and altered by a change of the catalogue alone. */
    private static final Set<String> DECLARED =
            Set.of(
                    "ACCESS",
                    "AGGREGATE",
                    "CAST",
                    "COLLATION",
                    "CONVERSION",
                    "DEFAULT",
                    "EVENT",
                    "FOREIGN",
                    "FUNCTION",
                    "GROUP",
                    "LANGUAGE",
                    "LARGE",
                    "OPERATOR",
                    "POLICY",
                    "PROCEDURE",
                    "PUBLICATION",
                    "ROLE",
                    "ROUTINE",
                    "RULE",
                    "SCHEMA",
                    "SEQUENCE",
                    "SERVER",
                    "STATISTICS",
                    "SYSTEM",
                    "TEXT",
                    "TRANSFORM",
                    "TRIGGER",
                    "USER",
                    "VIEW");

    private static final Set<String> OF_THE_CLUSTER =
            Set.of("DATABASE", "SUBSCRIPTION", "TABLESPACE");

    private final Head head;

    /** With a head from the statement's first word on. */
    StatementLocks(Head head) {
        this.head = head;
    }

    LockClass lockClass() {
        if (head.peek().kind() == TokenKind.OPEN) {
            return LockClass.DATA;
        }
        return switch (head.take().text()) {
            case "INSERT",
                    "UPDATE",
                    "DELETE",
                    "MERGE",
                    "COPY",
                    "SELECT",
                    "VALUES",
                    "TABLE",
                    "WITH",
                    "DECLARE",
                    "FETCH",
                    "MOVE",
                    "CLOSE",
                    "SET",
                    "RESET",
                    "SHOW",
                    "DISCARD",
                    "LISTEN",
                    "UNLISTEN",
                    "NOTIFY",
                    "PREPARE",
                    "DEALLOCATE",
                    "SAVEPOINT",
                    "RELEASE",
                    "ROLLBACK",
                    "CHECKPOINT" ->
                    LockClass.DATA;
            case "TRUNCATE",
                    "LOCK",
                    "COMMENT",
                    "GRANT",
                    "REVOKE",
                    "SECURITY",
                    "REASSIGN",
                    "IMPORT" ->
                    LockClass.BRIEF;
            case "CREATE" -> created();
            case "DROP" -> dropped();
            case "ALTER" -> altered();
            case "ANALYZE", "ANALYSE" -> LockClass.LONG_HARMLESS;
            case "VACUUM" -> longUnless(!isFullVacuum());
            case "REINDEX" -> longUnless(isConcurrentReindex());
            case "CLUSTER" -> LockClass.LONG_HARMFUL;
            case "REFRESH" -> refreshed();
            default -> LockClass.UNKNOWN;
        };
    }

    private static LockClass longUnless(boolean harmless) {
        return harmless ? LockClass.LONG_HARMLESS : LockClass.LONG_HARMFUL;
    }

    private LockClass created() {
        while (MODIFIERS.contains(head.peek().text())) {
            head.take();
        }
        String what = head.take().text();
        return switch (what) {
            case "INDEX" -> index();
            case "TABLE" -> table();
            case "MATERIALIZED" -> LockClass.DATA;
            case "TYPE", "DOMAIN" -> LockClass.BRIEF;
            default -> DECLARED.contains(what) ? LockClass.BRIEF : LockClass.UNKNOWN;
        };
    }

    private LockClass index() {
        if (head.take("CONCURRENTLY")) {
            return LockClass.LONG_HARMLESS;
        }
        head.take("IF", "NOT", "EXISTS");
        if (!head.peek().isWord("ON")) {
            head.skipName();
        }
        // Of a partitioned table that is an entry in the catalogue, of another one a whole index.
        boolean onlyParent = head.take("ON") && head.take("ONLY");
        return onlyParent ? LockClass.UNKNOWN : LockClass.LONG_HARMFUL;
    }

    /** One of a query reads rows, and to a new partition the default one may have to be read. */
    private LockClass table() {
        head.take("IF", "NOT", "EXISTS");
        head.skipName();
        if (head.take("PARTITION", "OF")) {
            return LockClass.UNKNOWN;
        }
        while (!head.isAtEnd()) {
            head.takeGroup();
            if (head.take().isWord("AS")) {
                return LockClass.DATA;
            }
        }
        return LockClass.BRIEF;
    }

    private LockClass dropped() {
        String what = head.take().text();
        if (OF_THE_CLUSTER.contains(what)) {
            return LockClass.UNKNOWN;
        }
        return what.equals("INDEX") && head.take("CONCURRENTLY")
                ? LockClass.LONG_HARMLESS
                : LockClass.BRIEF;
    }

    private LockClass altered() {
        String what = head.take().text();
        return switch (what) {
            case "TABLE", "INDEX" -> new AlterationLocks(head.rest()).ofTable(what);
            case "MATERIALIZED" -> {
                head.take("VIEW");
                yield new AlterationLocks(head.rest()).ofTable("MATERIALIZED VIEW");
            }
            case "DOMAIN" -> new AlterationLocks(head.rest()).ofDomain();
            case "TYPE" -> {
                head.skipName();
                boolean named =
                        head.take("ADD", "VALUE")
                                || head.takeOneOf("RENAME", "OWNER")
                                || head.take("SET", "SCHEMA");
                yield named ? LockClass.BRIEF : LockClass.UNKNOWN;
            }
            case "DATABASE" -> {
                head.skipName();
                yield head.take("SET", "TABLESPACE") ? LockClass.UNKNOWN : LockClass.BRIEF;
            }
            default -> DECLARED.contains(what) ? LockClass.BRIEF : LockClass.UNKNOWN;
        };
    }

    private boolean isFullVacuum() {
        HeadGroup options = head.takeGroup();
        return options.isEmpty() ? head.take("FULL") : options.isOn("full");
    }

    private boolean isConcurrentReindex() {
        boolean option = head.takeGroup().isOn("concurrently");
        head.take();
        return head.take("CONCURRENTLY") || option;
    }

    private LockClass refreshed() {
        head.take("MATERIALIZED", "VIEW");
        if (head.take("CONCURRENTLY")) {
            return LockClass.LONG_HARMLESS;
        }
        head.skipName();
        return head.take("WITH", "NO") ? LockClass.BRIEF : LockClass.LONG_HARMFUL;
    }
}
