package dev.lifeguard.migrate.script;

import java.util.Arrays;

/**
 * Tells whether a semicolon would end a statement: not in parentheses, and not in the body {@code
 * BEGIN ATOMIC … END} of a routine, in which CASE has an END of its own.
 *
 * <p>A closing parenthesis too many is left to the server, as psql leaves it. END and CASE are not
 * counted where they are labels: after AS and after a dot.
 */
final class Nesting {

    private static final long NONE = -1;

    private long[] parentheses = new long[16];
    private int depth;
    private long[] blocks = new long[4];
    private int blockDepth;
    private long begin = NONE;
    private boolean label;

    void open(long offset) {
        if (depth == parentheses.length) {
            parentheses = Arrays.copyOf(parentheses, depth * 2);
        }
        parentheses[depth] = offset;
        depth++;
    }

    void close() {
        depth = Math.max(0, depth - 1);
    }

    /** Takes note of a word or symbol of a statement that creates a routine. */
    void routineToken(Lexer lexer) {
        boolean begins = begin >= 0 && lexer.is("ATOMIC");
        boolean counts = depth == 0 && !label;
        if (begins) {
            openBlock(begin);
        } else if (counts && blockDepth > 0 && lexer.is("CASE")) {
            openBlock(lexer.start());
        } else if (counts && blockDepth > 0 && lexer.is("END")) {
            blockDepth--;
        }
        begin = counts && lexer.is("BEGIN") ? lexer.start() : NONE;
        label = (!label && lexer.is("AS")) || lexer.is(".");
    }

    boolean isEmpty() {
        return depth == 0 && blockDepth == 0;
    }

    /** Where the innermost open parenthesis is, or -1. */
    long openParenthesis() {
        return depth == 0 ? NONE : parentheses[depth - 1];
    }

    /** Where the innermost open BEGIN ATOMIC or CASE is, or -1. */
    long openBlock() {
        return blockDepth == 0 ? NONE : blocks[blockDepth - 1];
    }

    private void openBlock(long offset) {
        if (blockDepth == blocks.length) {
            blocks = Arrays.copyOf(blocks, blockDepth * 2);
        }
        blocks[blockDepth] = offset;
        blockDepth++;
    }
}
