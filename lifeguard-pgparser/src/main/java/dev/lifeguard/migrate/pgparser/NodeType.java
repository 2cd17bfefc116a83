package dev.lifeguard.migrate.pgparser;

import java.util.List;

/** What nodes of one type look like in the parser's memory. */
final class NodeType {

    static final NodeType NULL = new NodeType("Null", List.of(), 4);
    static final NodeType LIST = new NodeType("List", List.of(new Field("items", Kind.LIST, 0)), 4);

    private final String name;
    private final List<Field> fields;
    private final int size;

    NodeType(String name, List<Field> fields, int size) {
        this.name = name;
        this.fields = List.copyOf(fields);
        this.size = size;
    }

    String name() {
        return name;
    }

    List<Field> fields() {
        return fields;
    }

    List<String> fieldNames() {
        return fields.stream().map(Field::name).toList();
    }

    int size() {
        return size;
    }

    /** The place of a field; -1 where there is none of that name. */
    int index(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return i;
            }
        }
        return -1;
    }

    /** How a field is kept: each has a letter in {@code nodes.txt}. */
    enum Kind {
        /** A pointer to bytes that end with a zero. */
        STRING('s', 4),
        BOOLEAN('b', 1),
        CHARACTER('c', 1),
        INT('i', 4),
        UNSIGNED('u', 4),
        SHORT('h', 2),
        LONG('q', 8),
        DOUBLE('d', 8),
        /** A position in the text, in bytes. */
        LOCATION('l', 4),
        ENUM('e', 4),
        /** A pointer to a node, or to a list. */
        NODE('p', 4),
        /** A pointer that no parse tree has. */
        UNUSED('x', 4),
        /** A node in the place of the field, whose type its own tag tells. */
        VALUE('v', 8),
        /** A node in the place of the field, of a type that is known. */
        EMBEDDED('@', 4),
        LIST('k', 4);

        private final char letter;
        private final int size;

        Kind(char letter, int size) {
            this.letter = letter;
            this.size = size;
        }

        static Kind of(char letter) {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IllegalStateException("nodes.txt has a field of an unknown kind: " + letter);
        }

        int size() {
            return size;
        }

        /** What its offset is a multiple of. */
        int alignment() {
            return this == VALUE ? 4 : size;
        }
    }

    /**
     * One field.
     *
     * @param offset in bytes from the begin of the node
     * @param names of an enumeration: its values; empty otherwise
     * @param embedded of a node in the place of the field: its type
     */
    record Field(
            String name, Kind kind, int offset, List<EnumValue> names, List<NodeType> embedded) {

        Field(String name, Kind kind, int offset) {
            this(name, kind, offset, List.of(), List.of());
        }
    }

    /** A value of an enumeration. */
    record EnumValue(int number, String name) {}
}
