import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The program that is compiled: libpg_query's build, without what is not asked of it. Functions are
 * named by their numbers in the build, of which there is exactly one with the hash that is checked.
 */
final class ParserProgram {

    /**
     * {@code pg_query_enter_memory_context}: everything allocated from here on is freed at once.
     */
    private static final int ENTER = 198;

    /** {@code pg_query_exit_memory_context}. */
    private static final int LEAVE = 197;

    /** {@code pg_query_raw_parse}: fills in the tree, what was printed, and the error. */
    private static final int PARSE = 242;

    /** {@code raw_parser}, into which {@code base_yyparse} was inlined. */
    private static final int BASE_YYPARSE = 140;

    /** {@code core_yylex}, which tells the next token. */
    private static final int CORE_YYLEX = 35;

    /**
     * Functions in the table that belong to PL/pgSQL's parser and to fingerprints alone, with most
     * of what is in the program. The others stay: PostgreSQL prints its memory where there is none
     * left, for instance, and does that by functions which nothing else calls.
     */
    private static final Set<Integer> OTHER_PARSERS = Set.of(480, 483, 486, 488);

    /**
     * Bytes of a group of cases: as Java they are about as many, and have to be less than 8,000.
     */
    private static final int GROUP = 7_000;

    /** The lowest address of the stack of 32 MB, which it does not get down to. */
    private static final int FREE = 960_576;

    /** The stack grows down from here, and the heap up. */
    private static final int END_OF_STACK = 2 << 20;

    private static final int OLD_END_OF_STACK = 34_515_008;
    private static final int FIRST_ADDRESS = 1024;

    /** Of 64 KB: what a text of some kilobytes needs. */
    private static final int PAGES = 48;

    private static final int MAXIMUM_OF_PAGES = 16_384;

    private static final byte[] TRAP = {0, Code.UNREACHABLE, Code.END};

    /** The memory, its start, malloc, the table, free, and what longjmp needs. */
    private static final Set<String> KEPT = Set.of("z", "A", "C", "D", "E", "P", "Q", "R");

    private ParserProgram() {}

    static byte[] made(byte[] program) {
        Wasm wasm = new Wasm(program);
        wasm.exports.removeIf(export -> !KEPT.contains(export.name()));
        wasm.exports.addAll(
                List.of(
                        new Wasm.Export("enter", 0, ENTER),
                        new Wasm.Export("leave", 0, LEAVE),
                        new Wasm.Export("parse", 0, PARSE)));
        removeUnused(wasm);
        int free = SwitchSplitter.split(wasm, BASE_YYPARSE, GROUP, FREE);
        free = SwitchSplitter.split(wasm, CORE_YYLEX, GROUP, free);
        shrinkMemory(wasm);
        return wasm.encoded();
    }

    /**
     * The stack of 32 MB is for output of deep trees, which is not asked of it, and the 128 MB of
     * memory for long texts, for which it grows. One piece of data with all of the memory's begin
     * is read faster than 2,700.
     */
    private static void shrinkMemory(Wasm wasm) {
        byte[] memory = wasm.data(END_OF_STACK);
        ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        int found = 0;
        for (int i = 0; i < memory.length; i += Integer.BYTES) {
            if (words.getInt(i) == OLD_END_OF_STACK) {
                words.putInt(i, END_OF_STACK);
                found++;
            }
        }
        if (found != 1) {
            throw new IllegalStateException("The begin of the heap is in " + found + " places.");
        }
        int end = memory.length;
        while (memory[end - 1] == 0) {
            end--;
        }
        wasm.replaceData(FIRST_ADDRESS, Arrays.copyOfRange(memory, FIRST_ADDRESS, end));
        Wasm.Writer pages = new Wasm.Writer();
        pages.unsigned(1);
        pages.next(1);
        pages.unsigned(PAGES);
        pages.unsigned(MAXIMUM_OF_PAGES);
        wasm.replace(Wasm.MEMORY, pages.toByteArray());
        Wasm.Reader globals = new Wasm.Reader(wasm.section(Wasm.GLOBALS), 0);
        Wasm.Writer out = new Wasm.Writer();
        out.bytes(globals.bytes(4));
        if (globals.signed() != OLD_END_OF_STACK) {
            throw new IllegalStateException("The first global is not the end of the stack.");
        }
        out.signed(END_OF_STACK);
        out.bytes(globals.bytes(globals.bytes.length - globals.at));
        wasm.replace(Wasm.GLOBALS, out.toByteArray());
    }

    /** A function that nothing calls any more becomes one that traps. */
    private static void removeUnused(Wasm wasm) {
        Deque<Integer> next = new ArrayDeque<>();
        wasm.exports.stream().filter(e -> e.kind() == 0).forEach(e -> next.add(e.index()));
        Wasm.Reader table = new Wasm.Reader(wasm.section(Wasm.ELEMENTS), 5);
        for (int left = table.unsigned(); left > 0; left--) {
            int function = table.unsigned();
            if (!OTHER_PARSERS.contains(function)) {
                next.add(function);
            }
        }
        Set<Integer> used = new HashSet<>();
        while (!next.isEmpty()) {
            int function = next.pop();
            if (used.add(function) && function >= wasm.imported) {
                called(new Code(wasm.body(function)).root, next);
            }
        }
        for (int i = 0; i < wasm.bodies.size(); i++) {
            if (!used.contains(wasm.imported + i)) {
                wasm.bodies.set(i, TRAP);
            }
        }
    }

    private static void called(Code.Node node, Deque<Integer> functions) {
        if (node.op == Code.CALL) {
            functions.add(new Wasm.Reader(node.bytes, 1).unsigned());
        }
        node.body.forEach(inner -> called(inner, functions));
        node.otherwise.forEach(inner -> called(inner, functions));
    }
}
