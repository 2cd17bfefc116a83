package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.StatementFacts.LockClass;
import java.util.List;

/**
 * Finds out how ALTER TABLE and its like lock on PostgreSQL. All actions of a statement are done
 * under the strongest lock of them, so one that takes long makes the others' locks long.
 *
 * <p>Source: PostgreSQL manual, pages ALTER TABLE, ALTER INDEX and ALTER DOMAIN, up to version 18.
 */
final class AlterationLocks {

    private final Head head;

    /** With a head from the name on. */
    AlterationLocks(Head head) {
        this.head = head;
    }

    /** Of a table, an index or a materialized view. */
    LockClass ofTable(String what) {
        if (head.take("ALL", "IN", "TABLESPACE")) {
            return LockClass.LONG_HARMFUL;
        }
        head.take("IF", "EXISTS");
        head.take("ONLY");
        if (head.takeGroup().isEmpty()) {
            head.skipName();
        }
        head.takeSymbol("*");
        if (what.equals("INDEX") && head.take("ATTACH")) {
            return LockClass.BRIEF;
        }
        int actions = 0;
        int harmless = 0;
        LockClass all = LockClass.BRIEF;
        while (!head.isAtEnd()) {
            List<HeadToken> action = head.takeAssignment();
            LockClass one =
                    action.contains(HeadToken.FURTHER)
                            ? LockClass.UNKNOWN
                            : ofAction(new Head(action));
            actions++;
            if (one == LockClass.LONG_HARMLESS) {
                harmless++;
            } else if (one == LockClass.LONG_HARMFUL
                    || (one == LockClass.UNKNOWN && all == LockClass.BRIEF)) {
                all = one;
            }
        }
        if (harmless == 0) {
            return all;
        }
        return harmless == actions ? LockClass.LONG_HARMLESS : LockClass.LONG_HARMFUL;
    }

    private static LockClass ofAction(Head action) {
        return switch (action.take().text()) {
            case "ADD" -> added(action);
            case "ALTER" -> altered(action);
            case "ATTACH" -> LockClass.LONG_HARMFUL;
            case "DETACH" -> {
                action.take("PARTITION");
                action.skipName();
                yield action.take("CONCURRENTLY") ? LockClass.LONG_HARMLESS : LockClass.BRIEF;
            }
            case "SET" -> longIf(action.takeOneOf("TABLESPACE", "LOGGED", "UNLOGGED", "ACCESS"));
            case "VALIDATE" -> LockClass.LONG_HARMLESS;
            case "CLUSTER",
                    "DEPENDS",
                    "DISABLE",
                    "DROP",
                    "ENABLE",
                    "FORCE",
                    "INHERIT",
                    "NO",
                    "NOT",
                    "OF",
                    "OWNER",
                    "RENAME",
                    "REPLICA",
                    "RESET" ->
                    LockClass.BRIEF;
            default -> LockClass.UNKNOWN;
        };
    }

    private static LockClass longIf(boolean harmful) {
        return harmful ? LockClass.LONG_HARMFUL : LockClass.BRIEF;
    }

    private static LockClass added(Head action) {
        if (action.take("CONSTRAINT")) {
            action.take();
            return constraint(action);
        }
        return switch (action.peek().text()) {
            case "CHECK", "FOREIGN", "PRIMARY", "UNIQUE" -> constraint(action);
            case "EXCLUDE" -> isExclusion(action.again()) ? LockClass.LONG_HARMFUL : column(action);
            default -> column(action);
        };
    }

    private static LockClass column(Head action) {
        action.take("COLUMN");
        action.take("IF", "NOT", "EXISTS");
        action.take();
        return new AddedColumn(action.takeAssignment()).lockClass();
    }

    /** A column may have that name, too. */
    private static boolean isExclusion(Head added) {
        added.take("ADD");
        added.take("EXCLUDE");
        return added.peek().isWord("USING") || added.peek().kind() == TokenKind.OPEN;
    }

    /** What need not be valid, or be enforced, reads nothing. */
    private static LockClass constraint(Head action) {
        return switch (action.take().text()) {
            case "PRIMARY" -> {
                action.take("KEY");
                // Its columns are read where one of them may be null.
                yield usesIndex(action) ? LockClass.UNKNOWN : LockClass.LONG_HARMFUL;
            }
            case "UNIQUE" -> longIf(!usesIndex(action));
            case "CHECK", "FOREIGN", "NOT" -> longIf(!isLeftUnread(action));
            default -> LockClass.LONG_HARMFUL;
        };
    }

    private static boolean usesIndex(Head action) {
        return action.take("USING", "INDEX");
    }

    /** Between parentheses these words may be a condition and a column. */
    private static boolean isLeftUnread(Head constraint) {
        while (!constraint.isAtEnd()) {
            constraint.takeGroup();
            if (constraint.take().isWord("NOT") && constraint.takeOneOf("VALID", "ENFORCED")) {
                return true;
            }
        }
        return false;
    }

    /** Behind ALTER; that there are no nulls may be known from a constraint, but not here. */
    private static LockClass altered(Head action) {
        if (action.take("CONSTRAINT")) {
            action.take();
            boolean enforced = !isLeftUnread(action.rest()) && action.skipTo("ENFORCED");
            return longIf(enforced);
        }
        action.take("COLUMN");
        action.take();
        boolean longer =
                action.take("TYPE")
                        || action.take("SET", "DATA")
                        || action.take("SET", "NOT")
                        || action.take("SET", "EXPRESSION");
        return longIf(longer);
    }

    /** The tables with columns of a domain are locked against changes while they are read. */
    LockClass ofDomain() {
        head.skipName();
        boolean reads =
                head.take("ADD")
                        ? !isLeftUnread(head)
                        : head.take("VALIDATE") || head.take("SET", "NOT");
        return longIf(reads);
    }
}
