import java.util.List;
import java.util.Set;

/**
 * The program that is compiled: libpg_query's build, without what is not asked of it. Functions are
 * named by their numbers in the build, of which there is exactly one with the hash that is checked.
 */
final class ParserProgram {

    /** {@code pg_query_enter_memory_context}: everything allocated from here on is freed at once. */
    private static final int ENTER = 198;

    /** {@code pg_query_exit_memory_context}. */
    private static final int LEAVE = 197;

    /** {@code pg_query_raw_parse}: fills in the tree, what was printed, and the error. */
    private static final int PARSE = 242;

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
        return wasm.encoded();
    }
}
