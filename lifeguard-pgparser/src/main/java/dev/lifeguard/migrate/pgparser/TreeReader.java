package dev.lifeguard.migrate.pgparser;

import com.dylibso.chicory.runtime.Memory;
import dev.lifeguard.migrate.pgparser.NodeType.EnumValue;
import dev.lifeguard.migrate.pgparser.NodeType.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a parse tree out of the parser's memory. Trees are deep where an expression is long, so
 * what is still to be read stands in a queue and not on the stack.
 */
final class TreeReader {

    private static final int T_LIST = 1;

    private final Memory memory;
    private final NodeTypes types;
    private final Text text;
    private final ArrayDeque<Unread> unread = new ArrayDeque<>();

    TreeReader(Memory memory, NodeTypes types, Text text) {
        this.memory = memory;
        this.types = types;
        this.text = text;
    }

    /** The statements of the list of RawStmt at this address; none where it is null. */
    List<PgStatement> statements(int list) {
        List<PgStatement> statements = new ArrayList<>();
        for (int i = 0; i < length(list); i++) {
            int raw = element(list, i);
            PgNode tree = node(memory.readInt(raw + 4));
            readAll();
            int start = memory.readInt(raw + 8);
            int length = memory.readInt(raw + 12);
            int end = length == 0 ? text.bytes().length : start + length;
            statements.add(new PgStatement(text.character(start), text.character(end), tree));
        }
        return List.copyOf(statements);
    }

    /** The text at this address; empty where it is null. */
    String string(int address) {
        if (address == 0) {
            return "";
        }
        int end = address;
        while (memory.read(end) != 0) {
            end++;
        }
        return new String(memory.readBytes(address, end - address), StandardCharsets.UTF_8);
    }

    private void readAll() {
        for (Unread next = unread.poll(); next != null; next = unread.poll()) {
            PgNode node = next.node();
            List<Field> fields = node.nodeType().fields();
            for (int i = 0; i < fields.size(); i++) {
                node.fill(i, value(fields.get(i), next.address()));
            }
        }
    }

    private PgNode node(int address) {
        int tag = memory.readInt(address);
        if (tag == T_LIST) {
            PgNode list = new PgNode(NodeType.LIST);
            list.fill(0, items(address));
            return list;
        }
        return node(address, types.of(tag));
    }

    private PgNode node(int address, NodeType type) {
        PgNode node = new PgNode(type);
        unread.add(new Unread(address, node));
        return node;
    }

    private PgNode.Items items(int list) {
        int length = length(list);
        List<PgNode> nodes = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            int element = element(list, i);
            nodes.add(element == 0 ? PgNode.NULL : node(element));
        }
        return new PgNode.Items(List.copyOf(nodes));
    }

    private int length(int list) {
        return list == 0 ? 0 : memory.readInt(list + 4);
    }

    private int element(int list, int index) {
        return memory.readInt(memory.readInt(list + 12) + 4 * index);
    }

    private @Nullable Object value(Field field, int node) {
        int address = node + field.offset();
        return switch (field.kind()) {
            case STRING -> {
                int string = memory.readInt(address);
                yield string == 0 ? null : string(string);
            }
            case BOOLEAN -> memory.read(address) != 0;
            case CHARACTER -> {
                int character = memory.read(address);
                yield character == 0 ? null : String.valueOf((char) character);
            }
            case INT -> memory.readInt(address);
            case UNSIGNED -> memory.readU32(address);
            case SHORT -> (int) memory.readShort(address);
            case LONG -> memory.readLong(address);
            case DOUBLE -> memory.readDouble(address);
            case LOCATION -> text.character(memory.readInt(address));
            case ENUM -> name(field, memory.readInt(address));
            case NODE -> {
                int below = memory.readInt(address);
                yield below == 0 ? null : node(below);
            }
            case VALUE -> memory.readInt(address) == 0 ? null : node(address);
            case EMBEDDED -> node(address, field.embedded().getFirst());
            case UNUSED, LIST -> null;
        };
    }

    private static String name(Field field, int number) {
        for (EnumValue value : field.names()) {
            if (value.number() == number) {
                return value.name();
            }
        }
        return String.valueOf(number);
    }

    /** A node whose fields are still to be read. */
    private record Unread(int address, PgNode node) {}
}
