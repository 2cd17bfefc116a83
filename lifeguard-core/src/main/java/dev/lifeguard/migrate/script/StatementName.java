package dev.lifeguard.migrate.script;

import java.util.Map;
import java.util.Set;

/** Finds the short name that messages call a statement by, such as {@code CREATE TABLE}. */
final class StatementName {

    private static final String UNKNOWN = "STATEMENT";

    /** Words between CREATE and what is created. */
    private static final Set<String> MODIFIERS =
            Set.of(
                    "OR",
                    "REPLACE",
                    "UNIQUE",
                    "TEMP",
                    "TEMPORARY",
                    "GLOBAL",
                    "LOCAL",
                    "UNLOGGED",
                    "RECURSIVE",
                    "CONSTRAINT",
                    "TRUSTED",
                    "PROCEDURAL",
                    "DEFAULT",
                    "AGGREGATE",
                    "FULLTEXT",
                    "SPATIAL",
                    "VIRTUAL",
                    "CACHED",
                    "MEMORY",
                    "FORCE");

    /** First words of a name, and the words that go on with it. */
    private static final Map<String, Set<String>> NEXT =
            Map.ofEntries(
                    Map.entry("MATERIALIZED", Set.of("VIEW")),
                    Map.entry("FOREIGN", Set.of("TABLE", "DATA", "SCHEMA")),
                    Map.entry("DATA", Set.of("WRAPPER")),
                    Map.entry("EVENT", Set.of("TRIGGER")),
                    Map.entry("OPERATOR", Set.of("CLASS", "FAMILY")),
                    Map.entry("TEXT", Set.of("SEARCH")),
                    Map.entry(
                            "SEARCH", Set.of("CONFIGURATION", "DICTIONARY", "PARSER", "TEMPLATE")),
                    Map.entry("USER", Set.of("MAPPING")),
                    Map.entry("ACCESS", Set.of("METHOD")),
                    Map.entry("LARGE", Set.of("OBJECT")),
                    Map.entry("START", Set.of("TRANSACTION")),
                    Map.entry("PREPARE", Set.of("TRANSACTION")),
                    Map.entry("COMMIT", Set.of("PREPARED")),
                    Map.entry("ROLLBACK", Set.of("PREPARED")),
                    Map.entry("REFRESH", Set.of("MATERIALIZED")),
                    Map.entry("SECURITY", Set.of("LABEL")),
                    Map.entry("IMPORT", Set.of("FOREIGN")),
                    Map.entry("REINDEX", Set.of("INDEX", "TABLE")));

    private StatementName() {}

    /** The name; of a statement that does not begin with a word, a general one. */
    static String of(Head head) {
        HeadToken first = firstWord(head);
        // A compound statement's label.
        if (head.takeSymbol(":")) {
            first = head.take();
        }
        if (first.kind() != TokenKind.WORD) {
            return UNKNOWN;
        }
        return switch (first.text()) {
            case "CREATE" -> ofCreate(head);
            case "ALTER" -> ofAlter(head);
            case "DROP" -> {
                head.take("TEMPORARY");
                yield "DROP " + object(head, head.take());
            }
            // With its own name it would be taken for a setting of the session.
            case "SET" -> CommitsByItself.takeFor(head) ? of(head.rest()) : "SET";
            default -> object(head, first);
        };
    }

    private static HeadToken firstWord(Head head) {
        HeadToken token = head.take();
        while (token.kind() == TokenKind.OPEN) {
            token = head.take();
        }
        return token;
    }

    private static String ofCreate(Head head) {
        while (takeModifier(head)) {
            // All of them are passed over.
        }
        return "CREATE " + object(head, head.take());
    }

    private static boolean takeModifier(Head head) {
        if (MODIFIERS.contains(head.peek().text())) {
            head.take();
            return true;
        }
        if (head.take("SQL", "SECURITY")) {
            head.take();
            return true;
        }
        return takeAssignment(head);
    }

    /** {@code DEFINER = user@host} and {@code ALGORITHM = MERGE} of MariaDB and MySQL. */
    private static boolean takeAssignment(Head head) {
        if (!head.takeOneOf("DEFINER", "ALGORITHM")) {
            return false;
        }
        head.takeSymbol("=");
        head.take();
        if (head.takeSymbol("@")) {
            head.take();
        }
        head.takeGroup();
        return true;
    }

    private static String ofAlter(Head head) {
        if (head.take("DEFAULT", "PRIVILEGES")) {
            return "ALTER DEFAULT PRIVILEGES";
        }
        String name = "ALTER " + object(head, head.take());
        head.skipName();
        return name.equals("ALTER TYPE") && head.take("ADD", "VALUE") ? name + " ADD VALUE" : name;
    }

    private static String object(Head head, HeadToken first) {
        if (first.kind() != TokenKind.WORD) {
            return UNKNOWN;
        }
        StringBuilder name = new StringBuilder(first.text());
        HeadToken last = first;
        while (NEXT.getOrDefault(last.text(), Set.of()).contains(head.peek().text())) {
            last = head.take();
            name.append(' ').append(last.text());
        }
        return name.toString();
    }
}
