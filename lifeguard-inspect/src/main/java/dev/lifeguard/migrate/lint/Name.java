package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a relation, a type or a function.
 *
 * @param schema empty where none is written
 * @param name as the catalogue has it
 */
record Name(String schema, String name) {

    private static final Pattern QUALIFIED =
            Pattern.compile(
                    "(\"(?:[^\"]++|\"\")++\"|[^\".]++)\\.(\"(?:[^\"]++|\"\")++\"|[^\".]++)");

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

    /** Of a relation with its schema, each in quotes where it needs them. */
    static Name of(String relation) {
        Matcher parts = QUALIFIED.matcher(relation);
        if (!parts.matches()) {
            throw new IllegalArgumentException(relation);
        }
        return new Name(plain(parts.group(1)), plain(parts.group(2)));
    }

    private static String plain(String part) {
        return part.startsWith("\"")
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part;
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
