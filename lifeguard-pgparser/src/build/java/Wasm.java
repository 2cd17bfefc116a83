import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A WebAssembly program in its binary form, as far as the build changes it. */
final class Wasm {

    static final int TYPES = 1;
    static final int IMPORTS = 2;
    static final int FUNCTIONS = 3;
    static final int MEMORY = 5;
    static final int GLOBALS = 6;
    static final int EXPORTS = 7;
    static final int ELEMENTS = 9;
    static final int CODE = 10;
    static final int DATA = 11;
    static final int DATA_COUNT = 12;

    private static final int HEADER = 8;

    private final byte[] header;
    private final List<Section> sections = new ArrayList<>();
    final List<Export> exports = new ArrayList<>();

    /** The bodies of the functions, without those that are imported: locals and instructions. */
    final List<byte[]> bodies = new ArrayList<>();

    int imported;

    Wasm(byte[] bytes) {
        header = Arrays.copyOf(bytes, HEADER);
        Reader reader = new Reader(bytes, HEADER);
        while (!reader.atEnd()) {
            int id = reader.next();
            byte[] content = reader.bytes(reader.unsigned());
            sections.add(new Section(id, content));
            Reader in = new Reader(content, 0);
            switch (id) {
                case IMPORTS -> imported = in.unsigned();
                case EXPORTS -> readExports(in);
                case CODE -> readBodies(in);
                default -> {}
            }
        }
    }

    byte[] section(int id) {
        return sections.stream().filter(s -> s.id() == id).findFirst().orElseThrow().content();
    }

    void replace(int id, byte[] content) {
        sections.replaceAll(s -> s.id() == id ? new Section(id, content) : s);
    }

    void remove(int id) {
        sections.removeIf(s -> s.id() == id);
    }

    byte[] body(int function) {
        return bodies.get(function - imported);
    }

    /** The types of a function's parameters. */
    int[] parameters(int function) {
        Reader in = new Reader(section(FUNCTIONS), 0);
        int type = 0;
        in.unsigned();
        for (int i = imported; i <= function; i++) {
            type = in.unsigned();
        }
        in = new Reader(section(TYPES), 0);
        in.unsigned();
        for (int i = 0; ; i++) {
            in.next();
            int[] parameters = new int[in.unsigned()];
            for (int j = 0; j < parameters.length; j++) {
                parameters[j] = in.next();
            }
            in.bytes(in.unsigned());
            if (i == type) {
                return parameters;
            }
        }
    }

    /** Adds a function, and says its number. */
    int addFunction(int[] parameters, int result, byte[] body) {
        Writer type = new Writer();
        type.next(0x60);
        type.unsigned(parameters.length);
        for (int parameter : parameters) {
            type.next(parameter);
        }
        type.unsigned(1);
        type.next(result);
        Writer index = new Writer();
        index.unsigned(type(type.toByteArray()));
        append(FUNCTIONS, index.toByteArray());
        bodies.add(body);
        return imported + bodies.size() - 1;
    }

    /** The number of a type, which is added where it is new. */
    private int type(byte[] wanted) {
        Reader in = new Reader(section(TYPES), 0);
        int count = in.unsigned();
        for (int i = 0; i < count; i++) {
            int start = in.at;
            in.next();
            in.bytes(in.unsigned());
            in.bytes(in.unsigned());
            if (Arrays.equals(wanted, Arrays.copyOfRange(in.bytes, start, in.at))) {
                return i;
            }
        }
        return append(TYPES, wanted);
    }

    /** Adds what is in the memory at the start. */
    void addData(int address, byte[] content) {
        Writer segment = new Writer();
        segment.unsigned(0);
        segment.next(Code.I32_CONST);
        segment.signed(address);
        segment.next(Code.END);
        segment.sized(content);
        int number = append(DATA, segment.toByteArray());
        Writer count = new Writer();
        count.unsigned(number + 1);
        replace(DATA_COUNT, count.toByteArray());
    }

    /** The memory from address 0 on, as all pieces of data make it. */
    byte[] data(int size) {
        byte[] memory = new byte[size];
        Reader in = new Reader(section(DATA), 0);
        for (int left = in.unsigned(); left > 0; left--) {
            if (in.unsigned() != 0 || in.next() != Code.I32_CONST) {
                throw new IllegalStateException("A piece of data has no fixed address.");
            }
            int address = (int) in.signed();
            in.next();
            byte[] content = in.bytes(in.unsigned());
            System.arraycopy(content, 0, memory, address, content.length);
        }
        return memory;
    }

    void replaceData(int address, byte[] content) {
        replace(DATA, new byte[] {0});
        addData(address, content);
    }

    /** Adds to a section that begins with how many there are; says how many there were. */
    private int append(int id, byte[] content) {
        Reader in = new Reader(section(id), 0);
        int count = in.unsigned();
        Writer out = new Writer();
        out.unsigned(count + 1);
        out.bytes(in.bytes(in.bytes.length - in.at));
        out.bytes(content);
        replace(id, out.toByteArray());
        return count;
    }

    byte[] encoded() {
        Writer out = new Writer();
        out.bytes(header);
        for (Section section : sections) {
            byte[] content =
                    switch (section.id()) {
                        case EXPORTS -> encodedExports();
                        case CODE -> encodedBodies();
                        default -> section.content();
                    };
            out.next(section.id());
            out.sized(content);
        }
        return out.toByteArray();
    }

    private void readExports(Reader in) {
        for (int left = in.unsigned(); left > 0; left--) {
            String name = new String(in.bytes(in.unsigned()), StandardCharsets.UTF_8);
            exports.add(new Export(name, in.next(), in.unsigned()));
        }
    }

    private void readBodies(Reader in) {
        for (int left = in.unsigned(); left > 0; left--) {
            bodies.add(in.bytes(in.unsigned()));
        }
    }

    private byte[] encodedExports() {
        Writer out = new Writer();
        out.unsigned(exports.size());
        for (Export export : exports) {
            out.sized(export.name().getBytes(StandardCharsets.UTF_8));
            out.next(export.kind());
            out.unsigned(export.index());
        }
        return out.toByteArray();
    }

    private byte[] encodedBodies() {
        Writer out = new Writer();
        out.unsigned(bodies.size());
        bodies.forEach(out::sized);
        return out.toByteArray();
    }

    record Section(int id, byte[] content) {}

    record Export(String name, int kind, int index) {}

    static final class Reader {

        final byte[] bytes;
        int at;

        Reader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        boolean atEnd() {
            return at >= bytes.length;
        }

        int next() {
            return bytes[at++] & 0xFF;
        }

        byte[] bytes(int length) {
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        int unsigned() {
            return (int) leb(false);
        }

        long signed() {
            return leb(true);
        }

        private long leb(boolean signed) {
            long value = 0;
            int shift = 0;
            while (true) {
                int part = next();
                value |= (long) (part & 0x7F) << shift;
                shift += 7;
                if ((part & 0x80) == 0) {
                    return signed && (part & 0x40) != 0 && shift < 64
                            ? value | -1L << shift
                            : value;
                }
            }
        }
    }

    static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void next(int value) {
            out.write(value);
        }

        void bytes(byte[] bytes) {
            out.writeBytes(bytes);
        }

        void sized(byte[] bytes) {
            unsigned(bytes.length);
            bytes(bytes);
        }

        void unsigned(int value) {
            int rest = value;
            while ((rest & ~0x7F) != 0) {
                out.write(rest & 0x7F | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }

        void signed(long value) {
            long rest = value;
            while (rest < -64 || rest > 63) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>= 7;
            }
            out.write((int) (rest & 0x7F));
        }

        int size() {
            return out.size();
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
