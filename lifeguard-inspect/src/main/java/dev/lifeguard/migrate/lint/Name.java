package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;

/**
 * The name of a relation, a type or a function.
 *
 * @param schema empty where none is written
 * @param name as the catalogue has it
 */
record Name(String schema, String name) {

    /** Of a relation in a statement. */
    static Name of(PgNode rangeVar) {
        return new Name(rangeVar.text("schemaname"), rangeVar.text("relname"));
    }

    /** Of a list of strings, as DROP and types have it. */
    static Name of(List<PgNode> parts) {
        List<String> texts =
                parts.stream().filter(it -> it.is("String")).map(it -> it.text("sval")).toList();
        if (texts.isEmpty()) {
            return new Name("", "");
        }
        return new Name(texts.size() > 1 ? texts.get(texts.size() - 2) : "", texts.getLast());
    }

    /** The same where a schema is known. */
    Name in(String first) {
        return schema.isEmpty() ? new Name(first, name) : this;
    }

    /** Another thing in the same schema, as far as one is written. */
    Name beside(String other) {
        return new Name(schema, other);
    }

    /** As SQL has it. */
    String sql() {
        return schema.isEmpty()
                ? Identifier.quoted(name)
                : Identifier.quoted(schema) + "." + Identifier.quoted(name);
    }
}
