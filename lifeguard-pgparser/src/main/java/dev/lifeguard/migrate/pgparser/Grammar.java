package dev.lifeguard.migrate.pgparser;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The compiled parser with its memory. One text at a time, and none any more where an exception
 * came out of it that is no PgSyntaxError:
 *
 * <ol>
 *   <li>The text is copied into the memory, and a memory context for everything of it is entered.
 *   <li>{@code pg_query_raw_parse} fills in three pointers: the list of statements, what was
 *       written to stderr, and the error, of which one is given.
 *   <li>The tree is read, before
 *   <li>the context is left, which frees it all.
 * </ol>
 */
final class Grammar {

    private static final int LARGE = 64 << 20;
    private static final String MACHINE = "dev.lifeguard.migrate.pgparser.PostgresMachine";

    private final NodeTypes types = new NodeTypes();
    private final Memory memory;
    private final ExportFunction allocate;
    private final ExportFunction free;
    private final ExportFunction enterContext;
    private final ExportFunction leaveContext;
    private final ExportFunction parse;

    private Grammar(Instance instance) {
        memory = instance.memory();
        allocate = instance.export("C");
        free = instance.export("E");
        enterContext = instance.export("enter");
        leaveContext = instance.export("leave");
        parse = instance.export("parse");
        instance.export("A").apply();
    }

    static Grammar load() {
        try (InputStream in = Grammar.class.getResourceAsStream("Postgres.meta")) {
            if (in == null) {
                throw new IllegalStateException("Postgres.meta is missing beside Grammar.class.");
            }
            return new Grammar(
                    Instance.builder(Parser.parse(in))
                            .withImportValues(
                                    ImportValues.builder().addFunction(HostFunctions.all()).build())
                            .withMachineFactory(Grammar::machine)
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it took more memory than most texts need; it does not give any back. */
    boolean isLarge() {
        return memory.pages() > LARGE / Memory.PAGE_SIZE;
    }

    List<PgStatement> parse(Text text) throws PgSyntaxError {
        byte[] bytes = text.bytes();
        int input = (int) allocate.apply(bytes.length + 1L + 4 + 12)[0];
        int result = input + (bytes.length + 4) / 4 * 4;
        memory.write(input, bytes);
        memory.writeByte(input + bytes.length, (byte) 0);
        long context = enterContext.apply()[0];
        parse.apply(result, input);
        TreeReader reader = new TreeReader(memory, types, text);
        int error = memory.readInt(result + 8);
        PgSyntaxError refused = error == 0 ? null : error(reader, text, error);
        List<PgStatement> statements =
                error == 0 ? reader.statements(memory.readInt(result)) : List.of();
        free(memory.readInt(result + 4));
        leaveContext.apply(context);
        free(input);
        if (refused != null) {
            throw refused;
        }
        return statements;
    }

    private PgSyntaxError error(TreeReader reader, Text text, int error) {
        int message = memory.readInt(error);
        String told = reader.string(message);
        int cursor = memory.readInt(error + 16);
        for (int i = 0; i < 3; i++) {
            free(memory.readInt(error + 4 * i));
        }
        free(error);
        // Counted in characters from 1 where it is known: as PostgreSQL does, in code points.
        int position =
                cursor <= 0
                        ? 0
                        : text.sql()
                                .offsetByCodePoints(
                                        0,
                                        Math.min(
                                                cursor - 1,
                                                text.sql().codePointCount(0, text.sql().length())));
        return new PgSyntaxError(told, position);
    }

    private void free(int address) {
        if (address != 0) {
            free.apply(address);
        }
    }

    /** The class that the build made: it is not there when this one is compiled. */
    private static Machine machine(Instance instance) {
        try {
            return Class.forName(MACHINE)
                    .asSubclass(Machine.class)
                    .getConstructor(Instance.class)
                    .newInstance(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(MACHINE + " is missing beside Grammar.class.", e);
        }
    }
}
