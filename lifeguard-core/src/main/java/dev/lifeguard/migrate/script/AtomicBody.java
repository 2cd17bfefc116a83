package dev.lifeguard.migrate.script;

import java.util.Arrays;
import java.util.Set;

/**
 * The body {@code BEGIN ATOMIC … END} of a routine of PostgreSQL, in which CASE has an END of its
 * own.
 *
 * <p>END and CASE are not counted where they are labels: after AS and after a dot.
 */
final class AtomicBody implements Body {

    private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");

    private final RoutineHead head = new RoutineHead(ROUTINES);
    private long[] blocks = new long[4];
    private int depth;
    private long begin = NONE;
    private boolean label;

    @Override
    public void add(TokenKind kind, Lexer lexer) {
        if (!head.isFound()) {
            head.add(kind, lexer);
            return;
        }
        if (begin != NONE && lexer.is("ATOMIC")) {
            open(begin);
        } else if (!label && depth > 0 && lexer.is("CASE")) {
            open(lexer.start());
        } else if (!label && depth > 0 && lexer.is("END")) {
            depth--;
        }
        begin = !label && lexer.is("BEGIN") ? lexer.start() : NONE;
        label = (!label && lexer.is("AS")) || lexer.is(".");
    }

    @Override
    public long openBlock() {
        return depth == 0 ? NONE : blocks[depth - 1];
    }

    private void open(long offset) {
        if (depth == blocks.length) {
            blocks = Arrays.copyOf(blocks, depth * 2);
        }
        blocks[depth] = offset;
        depth++;
    }
}
