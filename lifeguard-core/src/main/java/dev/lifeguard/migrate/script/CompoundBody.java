package dev.lifeguard.migrate.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The body of a routine, trigger or event of MariaDB and MySQL, and their blocks outside of one.
 *
 * <p>A word such as IF opens a block only where a statement begins, since it is also a function, an
 * option ({@code IF NOT EXISTS}) and, after END, the end of the block. CASE is an expression
 * anywhere else, and has an END too.
 *
 * <p>Source: MySQL manual, section "Compound Statement Syntax"; MariaDB manual, page "Using
 * Compound Statements Outside of Stored Programs".
 */
final class CompoundBody implements Body {

    private static final int LONGEST = 16;
    private static final Set<String> ROUTINES = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT");
    private static final Set<String> STATEMENTS = Set.of("IF", "LOOP", "REPEAT", "WHILE", "FOR");

    /** Words in a routine's header after which its body may begin. */
    private static final Set<String> LAST_OF_HEADER =
            Set.of("ROW", "DO", "SQL", "DATA", "DETERMINISTIC", "DEFINER", "INVOKER");

    /** Words after which a name comes, which BEGIN may be. */
    private static final Set<String> BEFORE_NAME =
            Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "EXISTS", "ON", "END");

    private final RoutineHead head = new RoutineHead(ROUTINES);
    private final Deque<Block> blocks = new ArrayDeque<>();
    private boolean first = true;
    private boolean outsideRoutine;
    private long begin = NONE;

    private boolean atStart;
    private boolean inHandler;
    private String previous = "";

    private record Block(Kind kind, long start) {}

    private enum Kind {
        STATEMENTS,
        REPEAT,
        EXPRESSION
    }

    @Override
    public void add(TokenKind kind, Lexer lexer) {
        if (first) {
            first = false;
            outsideRoutine = isBlockOutside(kind, lexer);
            atStart = outsideRoutine;
        } else if (begin != NONE) {
            openIfNotAtomic(lexer);
        }
        if (outsideRoutine || head.isFound()) {
            addInBody(kind, lexer);
        } else {
            head.add(kind, lexer);
            previous = head.isFound() ? lexer.upperText(LONGEST) : "";
        }
    }

    @Override
    public long openBlock() {
        return blocks.isEmpty() ? NONE : blocks.element().start();
    }

    /** Whether the first token begins one; of BEGIN the next token tells. */
    private boolean isBlockOutside(TokenKind kind, Lexer lexer) {
        String word = kind == TokenKind.WORD ? lexer.upperText(LONGEST) : "";
        begin = word.equals("BEGIN") ? lexer.start() : NONE;
        return word.equals("CASE") || STATEMENTS.contains(word);
    }

    private void openIfNotAtomic(Lexer lexer) {
        if (lexer.is("NOT")) {
            outsideRoutine = true;
            open(Kind.STATEMENTS, begin);
        }
        begin = NONE;
    }

    private void addInBody(TokenKind kind, Lexer lexer) {
        String word = text(kind, lexer);
        boolean began = atStart;
        if (opens(word)) {
            boolean expression = word.equals("CASE") && !atStart;
            Kind inside = word.equals("REPEAT") ? Kind.REPEAT : Kind.STATEMENTS;
            open(expression ? Kind.EXPRESSION : inside, lexer.start());
        } else if (closes(word)) {
            blocks.remove();
        }
        inHandler = kind != TokenKind.SEMICOLON && (inHandler || word.equals("HANDLER"));
        atStart = isStartAfter(kind, word, began);
        previous = word;
    }

    private boolean opens(String word) {
        if (isExpression()) {
            return word.equals("CASE");
        }
        return switch (word) {
            case "BEGIN" -> atStart || inHandler || (blocks.isEmpty() && !isNameNext());
            case "CASE" -> !previous.equals("END") && !previous.equals(".");
            default -> atStart && STATEMENTS.contains(word);
        };
    }

    private boolean closes(String word) {
        boolean anywhere = isExpression() || isRepeat();
        return word.equals("END")
                && !blocks.isEmpty()
                && (atStart || (anywhere && !previous.equals(".")));
    }

    /** Whether a statement begins after this word. */
    private boolean isStartAfter(TokenKind kind, String word, boolean began) {
        if (kind == TokenKind.SEMICOLON || word.equals(":")) {
            return true;
        }
        if (isExpression()) {
            return false;
        }
        if (blocks.isEmpty() && isHeaderEnd(kind, word)) {
            return true;
        }
        return switch (word) {
            case "BEGIN" -> !blocks.isEmpty();
            case "ATOMIC" -> previous.equals("NOT");
            case "THEN", "ELSE" -> !blocks.isEmpty();
            case "LOOP", "REPEAT" -> began;
            case "DO" -> !began && !blocks.isEmpty();
            case "FOUND", "SQLEXCEPTION", "SQLWARNING" -> inHandler;
            default -> false;
        };
    }

    private boolean isHeaderEnd(TokenKind kind, String word) {
        boolean named = previous.equals("FOLLOWS") || previous.equals("PRECEDES");
        return kind == TokenKind.CLOSE
                || kind == TokenKind.STRING
                || named
                || LAST_OF_HEADER.contains(word);
    }

    private boolean isNameNext() {
        boolean symbol = previous.length() == 1 && !previous.equals(":") && !isLetter(previous);
        return symbol || BEFORE_NAME.contains(previous);
    }

    private static boolean isLetter(String text) {
        return Character.isLetterOrDigit(text.charAt(0));
    }

    private boolean isExpression() {
        return !blocks.isEmpty() && blocks.element().kind() == Kind.EXPRESSION;
    }

    private boolean isRepeat() {
        return !blocks.isEmpty() && blocks.element().kind() == Kind.REPEAT;
    }

    private void open(Kind kind, long start) {
        blocks.push(new Block(kind, start));
    }

    private static String text(TokenKind kind, Lexer lexer) {
        return switch (kind) {
            case WORD -> lexer.upperText(LONGEST);
            case SYMBOL -> lexer.text(1);
            default -> "";
        };
    }
}
