package dev.lifeguard.migrate.script;

import java.util.Set;

/**
 * Looks in the first tokens of a CREATE for the word of something that has a body, such as TRIGGER;
 * on the way may be {@code OR REPLACE}, {@code TEMPORARY} or {@code DEFINER = …}.
 */
final class RoutineHead {

    private static final int MOST_TOKENS = 16;
    private static final int LONGEST = 16;

    /** What else is created; a later word is none of its kind. */
    private static final Set<String> OTHERS =
            Set.of(
                    "TABLE",
                    "VIEW",
                    "INDEX",
                    "UNIQUE",
                    "FULLTEXT",
                    "SPATIAL",
                    "VIRTUAL",
                    "DATABASE",
                    "SCHEMA",
                    "USER",
                    "ROLE",
                    "SERVER",
                    "SEQUENCE",
                    "TABLESPACE",
                    "LOGFILE");

    private final Set<String> words;
    private int tokens;
    private boolean found;
    private boolean over;

    RoutineHead(Set<String> words) {
        this.words = words;
    }

    /** Whether the word has come. */
    boolean isFound() {
        return found;
    }

    void add(TokenKind kind, Lexer lexer) {
        if (over) {
            return;
        }
        tokens++;
        String word = kind == TokenKind.WORD ? lexer.upperText(LONGEST) : "";
        if (tokens == 1) {
            over = !word.equals("CREATE") && !word.equals("ALTER") && !word.equals("EXPLAIN");
            return;
        }
        found = words.contains(word);
        over = found || OTHERS.contains(word) || tokens == MOST_TOKENS;
    }
}
