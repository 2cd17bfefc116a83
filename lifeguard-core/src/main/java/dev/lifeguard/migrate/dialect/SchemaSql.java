package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.schema.SchemaChange;
import java.util.List;
import java.util.Optional;

/**
 * What a database answers about the objects in it: how their names are written, what a change of
 * them is in SQL, and whether they are there.
 *
 * <p>A part of {@link Dialect}, which says where the rest is.
 */
interface SchemaSql {

    /**
     * The identifier in quotes, so that it means exactly these characters: the SQL standard's
     * double ones, unless a database has others.
     */
    default String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * A name as the author of a Java migration writes it: it means what the same name without
     * quotes means in a script, unless it has upper-case letters or other characters.
     */
    default String name(String identifier) {
        return quote(identifier);
    }

    /**
     * The statements that make a change, in their order.
     *
     * @throws dev.lifeguard.migrate.error.InvalidScriptException when the database has no such
     *     thing; nothing is left out silently
     */
    List<String> ddl(SchemaChange change);

    /**
     * Looks up what a statement names: one row, with the number of tables that it would stand in (1
     * for what needs none) and how often it is there. Empty where nobody asks, since DDL is rolled
     * back.
     */
    default Optional<BoundSql> count(Dialect.CatalogName name) {
        return Optional.empty();
    }

    /**
     * The names of tables that differ from a name in capitals at most, where {@link #tablesNamed}
     * finds a name only as it is spelled; empty where it finds all of them.
     */
    default Optional<BoundSql> spellings(String table) {
        return Optional.empty();
    }

    /**
     * The tables of a name in any capitals, but for {@link #spellings}, wherever they are: one row
     * for each column, with the schema, the table, the column, its type, the place of the schema
     * among those where the connection looks up names, null where it is none of them, and whether a
     * policy hides rows from this user.
     */
    BoundSql tablesNamed(String table);

    /**
     * The tables that have all of some columns: schema and name, at most 20.
     *
     * @param columns in small letters, at least one
     */
    BoundSql tablesWith(List<String> columns);

    /**
     * Whether what is made in a schema is there in the next session, and the schema is no server's
     * own.
     */
    default boolean keepsTablesIn(String schema) {
        return !schema.equalsIgnoreCase("information_schema");
    }
}
