package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells from all tokens of a statement of MariaDB or SQLite which other databases than that of its
 * session it is about; in the bodies of routines and triggers, too. What a string holds that it
 * runs is not looked into.
 *
 * <p>Whether {@code a.b} is a table of a database or a column of a table is told by the word before
 * it, where that is certain; else {@code a} is no database where it stands without a dot, too, as a
 * table and an alias do.
 */
final class ReachTrace {

    /** In characters; a name of 64 letters may be twice that long between backticks. */
    private static final int LONGEST = 160;

    private static final Set<String> MADE = Set.of("CREATE", "DROP", "REPLACE");

    private static final Set<String> DATABASE = Set.of("DATABASE", "SCHEMA");

    /** What ALTER DATABASE goes on with where it names none. */
    private static final Set<String> OPTIONS =
            Set.of("CHARACTER", "CHARSET", "COLLATE", "COMMENT", "DEFAULT", "ENCRYPTION", "READ");

    /** Words behind which a qualified name is that of a thing in a database. */
    private static final Set<String> PLACES =
            Set.of(
                    "CALL",
                    "EVENT",
                    "EXISTS",
                    "FUNCTION",
                    "FROM",
                    "INTO",
                    "JOIN",
                    "PACKAGE",
                    "PROCEDURE",
                    "REFERENCES",
                    "SEQUENCE",
                    "TABLE",
                    "TABLES",
                    "TRIGGER",
                    "TRUNCATE",
                    "UPDATE",
                    "VIEW");

    private static final Set<String> IN_MEMORY = Set.of("''", "':memory:'");

    /** A string behind anything else is a part of an expression. */
    private static final Set<String> ATTACHED = Set.of("ATTACH", "DATABASE");

    private final Grammar grammar;
    private final Set<String> certain = new HashSet<>();
    private final Set<String> possible = new HashSet<>();
    private final Set<String> alone = new HashSet<>();
    private final List<String> name = new ArrayList<>();
    private String first = "";
    private String before = "";
    private String last = "";
    private String beforeName = "";
    private boolean dot;
    private boolean leaves;

    ReachTrace(Grammar grammar) {
        this.grammar = grammar;
    }

    void add(TokenKind kind, Lexer lexer) {
        switch (grammar) {
            case MYSQL -> addOfMysql(kind, lexer);
            case SQLITE -> addOfSqlite(kind, lexer);
            case POSTGRESQL, H2 -> {
                // A session has one database.
            }
        }
    }

    /** Whether it is about a database, or the file of one, that need not be its session's. */
    boolean leaves() {
        return leaves;
    }

    /** The names before a dot that may be those of databases, without quotes. */
    Set<String> qualifiers() {
        endName();
        Set<String> qualifiers = new HashSet<>(possible);
        qualifiers.removeAll(alone);
        qualifiers.addAll(certain);
        return qualifiers;
    }

    private void addOfSqlite(TokenKind kind, Lexer lexer) {
        String word = kind == TokenKind.WORD ? lexer.upperText(LONGEST) : lexer.text(LONGEST);
        if (first.isEmpty()) {
            first = word;
            leaves = word.equals("ATTACH");
        } else if (first.equals("VACUUM")) {
            leaves |= kind == TokenKind.WORD && word.equals("INTO");
        } else if (first.equals("ATTACH") && kind == TokenKind.WORD && word.equals("AS")) {
            leaves &= !IN_MEMORY.contains(last) || !ATTACHED.contains(before);
        }
        before = last;
        last = word;
    }

    private void addOfMysql(TokenKind kind, Lexer lexer) {
        if (kind == TokenKind.OPEN_EXECUTABLE || kind == TokenKind.CLOSE_EXECUTABLE) {
            return;
        }
        String word = kind == TokenKind.WORD ? lexer.upperText(LONGEST) : "";
        findDatabase(kind, word);
        if (kind == TokenKind.WORD || kind == TokenKind.NAME) {
            addName(kind, lexer);
        } else if (kind == TokenKind.SYMBOL && lexer.is(".") && !name.isEmpty()) {
            dot = true;
        } else if (kind == TokenKind.NUMBER && !name.isEmpty() && isPart(lexer)) {
            // A name may begin with digits.
            dot = true;
            name.add("");
        } else {
            endName();
        }
        before = last;
        last = word;
    }

    private boolean isPart(Lexer lexer) {
        return dot || lexer.text(LONGEST).startsWith(".");
    }

    private void findDatabase(TokenKind kind, String word) {
        if (first.isEmpty()) {
            first = kind == TokenKind.WORD ? word : "?";
            leaves = first.equals("USE");
        }
        if (DATABASE.contains(word)) {
            leaves |= MADE.contains(last);
        }
        if (DATABASE.contains(last) && before.equals("ALTER")) {
            leaves |= kind == TokenKind.NAME || (!word.isEmpty() && !OPTIONS.contains(word));
        }
    }

    private void addName(TokenKind kind, Lexer lexer) {
        if (!dot) {
            endName();
            beforeName = last;
        }
        dot = false;
        String written = lexer.text(LONGEST);
        boolean quoted = kind == TokenKind.NAME && written.length() > 1;
        String quote = written.substring(0, 1);
        name.add(
                quoted
                        ? written.substring(1, written.length() - 1).replace(quote + quote, quote)
                        : written);
    }

    private void endName() {
        if (name.size() > 2) {
            certain.add(name.getFirst());
        } else if (name.size() == 2 || (dot && !name.isEmpty())) {
            (PLACES.contains(beforeName) ? certain : possible).add(name.getFirst());
        } else if (!name.isEmpty()) {
            alone.add(name.getFirst());
        }
        name.clear();
        dot = false;
    }
}
