package dev.lifeguard.migrate.pgparser;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the parser calls outside of itself, by the names that its build gave them. PostgreSQL leaves
 * a function from deep inside by longjmp; its build does that by calling functions through {@code
 * invoke}, which catches what {@code throw} threw.
 */
final class HostFunctions {

    private static final int PAGE = Memory.PAGE_SIZE;
    private static final long[] NOTHING = {};

    private HostFunctions() {}

    static ImportFunction[] all() {
        List<ImportFunction> functions = new ArrayList<>();
        functions.add(invoke("a", "iii"));
        functions.add(invoke("b", "ii"));
        functions.add(invoke("d", "iiii"));
        functions.add(invoke("e", "v"));
        functions.add(invoke("f", "vi"));
        functions.add(invoke("g", "i"));
        functions.add(invoke("h", "vii"));
        functions.add(invoke("i", "viiii"));
        functions.add(invoke("j", "viii"));
        functions.add(invoke("k", "iiiii"));
        functions.add(invoke("l", "ji"));
        functions.add(invoke("n", "viiiiiiiiiiiii"));
        functions.add(invoke("y", "viiiii"));
        functions.add(function("p", "v", (instance, arguments) -> jump()));
        functions.add(function("q", "ii", HostFunctions::grow));
        functions.add(function("c", "viiii", HostFunctions::assertionFailed));
        functions.add(function("m", "vi", (instance, arguments) -> never("exit")));
        functions.add(function("o", "iid", (instance, arguments) -> never("setitimer")));
        functions.add(function("r", "iiiii", (instance, arguments) -> never("fd_read")));
        functions.add(function("s", "iijii", (instance, arguments) -> never("fd_seek")));
        functions.add(function("t", "iiiii", HostFunctions::discard));
        functions.add(function("u", "ii", (instance, arguments) -> never("fd_close")));
        functions.add(function("v", "vi", (instance, arguments) -> never("proc_exit")));
        functions.add(function("w", "v", (instance, arguments) -> NOTHING));
        functions.add(function("x", "v", (instance, arguments) -> never("abort")));
        return functions.toArray(ImportFunction[]::new);
    }

    private static ImportFunction function(String name, String types, WasmFunctionHandle handle) {
        return new HostFunction("a", name, type(types), handle);
    }

    /** The first letter is the result, v for none. */
    private static FunctionType type(String letters) {
        List<ValType> parameters = new ArrayList<>();
        for (int i = 1; i < letters.length(); i++) {
            parameters.add(type(letters.charAt(i)));
        }
        return FunctionType.of(
                parameters,
                letters.charAt(0) == 'v' ? List.of() : List.of(type(letters.charAt(0))));
    }

    private static ValType type(char letter) {
        return switch (letter) {
            case 'i' -> ValType.I32;
            case 'j' -> ValType.I64;
            case 'd' -> ValType.F64;
            default -> throw new IllegalArgumentException("no type: " + letter);
        };
    }

    /**
     * Calls the function with a number in the table; its own types are those without the number.
     */
    private static ImportFunction invoke(String name, String types) {
        String withNumber = types.charAt(0) + "i" + types.substring(1);
        return function(
                name,
                withNumber,
                (instance, arguments) -> {
                    long stack = instance.export("R").apply()[0];
                    try {
                        int function = instance.table(0).requiredRef((int) arguments[0]);
                        return instance.getMachine()
                                .call(function, Arrays.copyOfRange(arguments, 1, arguments.length));
                    } catch (LongJump jump) {
                        instance.export("Q").apply(stack);
                        instance.export("P").apply(1, 0);
                        return types.charAt(0) == 'v' ? NOTHING : new long[] {0};
                    }
                });
    }

    private static long[] jump() {
        throw new LongJump();
    }

    private static long[] grow(Instance instance, long... arguments) {
        long wanted = arguments[0] & 0xFFFF_FFFFL;
        Memory memory = instance.memory();
        long more = (wanted + PAGE - 1) / PAGE - memory.pages();
        if (more > 0 && memory.grow((int) more) < 0) {
            // PostgreSQL would end itself: it has no memory to tell of it.
            throw new OutOfMemoryError("a text that needs more than 1 GB");
        }
        return new long[] {1};
    }

    /** Nothing that is printed is looked at: all of it counts as written. */
    private static long[] discard(Instance instance, long... arguments) {
        Memory memory = instance.memory();
        int length = 0;
        for (int i = 0; i < arguments[2]; i++) {
            length += memory.readInt((int) arguments[1] + 8 * i + 4);
        }
        memory.writeI32((int) arguments[3], length);
        return new long[] {0};
    }

    private static long[] assertionFailed(Instance instance, long... arguments) {
        throw new IllegalStateException(
                "PostgreSQL's parser found itself wrong: "
                        + instance.memory().readCString((int) arguments[0]));
    }

    private static long[] never(String name) {
        throw new IllegalStateException("PostgreSQL's parser called " + name + ".");
    }

    /** What {@code longjmp} is here. */
    private static final class LongJump extends RuntimeException {

        @Serial private static final long serialVersionUID = 1L;

        LongJump() {
            super("longjmp", null, false, false);
        }
    }
}
