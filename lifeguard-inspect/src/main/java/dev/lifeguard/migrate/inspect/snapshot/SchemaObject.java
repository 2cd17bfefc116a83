package dev.lifeguard.migrate.inspect.snapshot;

import java.util.List;

/**
 * An object of a schema, with what belongs to it and goes with it.
 *
 * @param object its qualified name, quoted where SQL needs that: {@code public.orders.note} for a
 *     column, {@code public.f(integer)} for a function. A comment and a grant have the name of what
 *     they are about
 * @param sql what makes it, without what its parts say for themselves later on
 * @param head what of that no part says; the same as {@code sql} where there are no parts
 * @param parts columns in their order, and then constraints, indexes, triggers, grants and comments
 *     by their types and names
 */
public record SchemaObject(
        ObjectType type, String object, String sql, String head, List<SchemaObject> parts) {

    private static final String BROKEN = "-- It names what is not there.\n";

    /** Copies the list. */
    public SchemaObject {
        parts = List.copyOf(parts);
    }

    /** One without parts. */
    public static SchemaObject of(ObjectType type, String object, String sql) {
        return new SchemaObject(type, object, sql, sql, List.of());
    }

    /**
     * The same as one that names what is not there: what compares it with one that does not finds a
     * difference.
     */
    SchemaObject broken() {
        return new SchemaObject(type, object, sql, BROKEN + head, parts);
    }

    /** The same with parts. */
    public SchemaObject with(List<SchemaObject> parts) {
        return new SchemaObject(type, object, sql, head, parts);
    }
}
