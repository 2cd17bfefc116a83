package dev.lifeguard.migrate.pgparser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of a parse tree. Types and fields have the names of PostgreSQL 18's source (parsenodes.h,
 * primnodes.h), as {@code RangeVar} with its {@code relname}; enumerations have the names of their
 * values, as {@code AT_AddColumn}. An element of a list that is a null pointer there has the type
 * {@code Null} here and no fields. Immutable.
 */
public final class PgNode {

    static final PgNode NULL = new PgNode(NodeType.NULL);

    private final NodeType type;
    private final @Nullable Object[] values;

    PgNode(NodeType type) {
        this.type = type;
        this.values = new Object[type.fields().size()];
    }

    NodeType nodeType() {
        return type;
    }

    /** Whoever reads the tree fills in the values, before anybody else sees the node. */
    void fill(int field, @Nullable Object value) {
        values[field] = value;
    }

    /** The name of its type, such as {@code CreateStmt}. */
    public String type() {
        return type.name();
    }

    /** Whether it has this type. */
    public boolean is(String name) {
        return type.name().equals(name);
    }

    /** The names of its fields, in PostgreSQL's order, those without a value too. */
    public List<String> fields() {
        return type.fieldNames();
    }

    /**
     * Whether a field has another value than nothing: a null pointer, an empty list, zero and false
     * are nothing.
     *
     * @throws IllegalArgumentException where this type has no such field
     */
    public boolean has(String field) {
        return switch (value(field)) {
            case null -> false;
            case Boolean flag -> flag;
            case Number number -> number.longValue() != 0;
            default -> true;
        };
    }

    /**
     * The node of a field; empty where there is none. A list in a field that may hold any node is a
     * node of the type {@code List} with the field {@code items}.
     *
     * @throws IllegalArgumentException where this type has no such field, or it holds no node
     */
    public Optional<PgNode> node(String field) {
        Object value = value(field);
        if (value == null || value instanceof PgNode) {
            return Optional.ofNullable((PgNode) value);
        }
        throw holdsAnother(field, "node");
    }

    /**
     * The nodes of a list; empty where there is none, and one element where a field that may hold
     * any node holds one that is no list.
     *
     * @throws IllegalArgumentException where this type has no such field, or it holds no list
     */
    public List<PgNode> list(String field) {
        return switch (value(field)) {
            case null -> List.of();
            case Items items -> items.nodes();
            case PgNode list when list.type == NodeType.LIST -> list.list("items");
            case PgNode one -> List.of(one);
            default -> throw holdsAnother(field, "list");
        };
    }

    /**
     * The text of a field: a string, a single character, or the name of an enumeration's value;
     * empty where there is none.
     *
     * @throws IllegalArgumentException where this type has no such field, or it holds no text
     */
    public String text(String field) {
        Object value = value(field);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw holdsAnother(field, "text");
    }

    /**
     * The number of a field. Positions are indexes into the text that was parsed, -1 where one is
     * not known.
     *
     * @throws IllegalArgumentException where this type has no such field, or it holds no number
     */
    public long number(String field) {
        if (value(field) instanceof Number number) {
            return number.longValue();
        }
        throw holdsAnother(field, "number");
    }

    /**
     * The truth of a field.
     *
     * @throws IllegalArgumentException where this type has no such field, or it is neither true nor
     *     false
     */
    public boolean flag(String field) {
        if (value(field) instanceof Boolean flag) {
            return flag;
        }
        throw holdsAnother(field, "flag");
    }

    /**
     * Where it is in the text that was parsed, as PostgreSQL points to it in messages; empty where
     * PostgreSQL does not keep that.
     */
    public OptionalInt position() {
        int index = type.index("location");
        if (index < 0 || !(values[index] instanceof Integer position) || position < 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(position);
    }

    /**
     * Shows this node and all below it, each before those below it, in the order of their fields.
     * However deep the tree is, this needs no stack.
     */
    public void visit(Consumer<PgNode> visitor) {
        ArrayDeque<PgNode> next = new ArrayDeque<>();
        next.push(this);
        while (!next.isEmpty()) {
            PgNode node = next.pop();
            visitor.accept(node);
            List<PgNode> below = node.children();
            for (int i = below.size() - 1; i >= 0; i--) {
                next.push(below.get(i));
            }
        }
    }

    /** The nodes right below this one, in the order of its fields; lists by their elements. */
    public List<PgNode> children() {
        List<PgNode> children = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof PgNode node) {
                children.add(node);
            } else if (value instanceof Items items) {
                children.addAll(items.nodes());
            }
        }
        return children;
    }

    /** Its type and where it is, for messages and debuggers. */
    @Override
    public String toString() {
        OptionalInt position = position();
        return position.isPresent() ? type.name() + "@" + position.getAsInt() : type.name();
    }

    private @Nullable Object value(String field) {
        int index = type.index(field);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "There is no field \"" + field + "\" in " + type.name() + ": " + fields());
        }
        return values[index];
    }

    private IllegalArgumentException holdsAnother(String field, String wanted) {
        return new IllegalArgumentException(
                "The field \"" + field + "\" of " + type.name() + " holds no " + wanted + ".");
    }

    /** A list as the value of a field. */
    record Items(List<PgNode> nodes) {}
}
