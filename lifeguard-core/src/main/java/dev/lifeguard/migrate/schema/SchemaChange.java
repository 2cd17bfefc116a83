package dev.lifeguard.migrate.schema;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change to a schema, as data; the database's dialect writes it in SQL. */
public sealed interface SchemaChange {

    /** What happens when the thing is there, or is not there, already. */
    enum Existing {
        /** The change fails. */
        FAIL,
        /** Nothing happens. */
        IGNORE
    }

    /** What happens to what depends on a thing that is dropped. */
    enum Dependents {
        /** They keep it from being dropped. */
        RESTRICT,
        /** They are dropped too. */
        CASCADE
    }

    /**
     * Makes a schema, which on MariaDB is a database.
     *
     * @param schema its name
     * @param existing when there is one of that name
     */
    record CreateSchema(String schema, Existing existing) implements SchemaChange {}

    /**
     * Drops a schema.
     *
     * @param schema its name
     * @param existing when there is none
     * @param dependents what is in it
     */
    record DropSchema(String schema, Existing existing, Dependents dependents)
            implements SchemaChange {}

    /**
     * Makes a sequence of numbers.
     *
     * @param sequence its name
     * @param start its first number
     * @param step from one number to the next, not 0
     * @param existing when there is one of that name
     */
    record CreateSequence(String sequence, long start, long step, Existing existing)
            implements SchemaChange {

        /** Refuses a sequence that stands still. */
        public CreateSequence {
            if (step == 0) {
                throw new IllegalArgumentException(
                        "The sequence \"%s\" has a step of 0. Give it another one."
                                .formatted(sequence));
            }
        }
    }

    /**
     * Drops a sequence.
     *
     * @param sequence its name
     * @param existing when there is none
     */
    record DropSequence(String sequence, Existing existing) implements SchemaChange {}

    /**
     * Makes a table.
     *
     * @param table what it is
     * @param existing when there is one of that name
     */
    record CreateTable(Table table, Existing existing) implements SchemaChange {}

    /**
     * Drops a table.
     *
     * @param table its name
     * @param existing when there is none
     * @param dependents views and references to it
     */
    record DropTable(String table, Existing existing, Dependents dependents)
            implements SchemaChange {}

    /**
     * Renames a table.
     *
     * @param table its name
     * @param to its new name, without a schema
     */
    record RenameTable(String table, String to) implements SchemaChange {}

    /**
     * Adds a column.
     *
     * @param table its table
     * @param column what it is
     */
    record AddColumn(String table, Column column) implements SchemaChange {}

    /**
     * Drops a column.
     *
     * @param table its table
     * @param column its name
     */
    record DropColumn(String table, String column) implements SchemaChange {}

    /**
     * Renames a column.
     *
     * @param table its table
     * @param column its name
     * @param to its new name
     */
    record RenameColumn(String table, String column, String to) implements SchemaChange {}

    /**
     * Changes the type of a column.
     *
     * @param table its table
     * @param column the column as it is to be, with all but its type as it is
     * @param using an expression in SQL for the new values, or null for the database's own way
     */
    record SetColumnType(String table, Column column, @Nullable String using)
            implements SchemaChange {}

    /**
     * Changes what a column holds when a row gives no value.
     *
     * @param table its table
     * @param column its name
     * @param value a literal, an expression or the moment; null for none
     */
    record SetColumnDefault(String table, String column, Column.@Nullable Value value)
            implements SchemaChange {}

    /**
     * Changes whether a column may be empty.
     *
     * @param table its table
     * @param column the column as it is to be, with its type and all else as it is
     */
    record SetColumnNullability(String table, Column column) implements SchemaChange {}

    /**
     * Adds a rule.
     *
     * @param table its table
     * @param constraint what it is
     */
    record AddConstraint(String table, Constraint constraint) implements SchemaChange {}

    /**
     * Checks the rows that a rule was not checked for when it was added.
     *
     * @param table its table
     * @param constraint its name
     */
    record ValidateConstraint(String table, String constraint) implements SchemaChange {}

    /**
     * Drops a rule.
     *
     * @param table its table
     * @param constraint its name
     */
    record DropConstraint(String table, String constraint) implements SchemaChange {}

    /**
     * Makes an index.
     *
     * @param index what it is
     */
    record CreateIndex(Index index) implements SchemaChange {}

    /**
     * Drops an index.
     *
     * @param index its name, with the schema where that is another one
     * @param table that it is on
     * @param existing when there is none
     * @param options {@link Index.Option#CONCURRENTLY} or none
     */
    record DropIndex(String index, String table, Existing existing, Set<Index.Option> options)
            implements SchemaChange {

        /** Copies the set. */
        public DropIndex {
            options = Set.copyOf(options);
        }
    }

    /**
     * Makes a view.
     *
     * @param view its name
     * @param query in SQL
     * @param kind what becomes of its rows
     */
    record CreateView(String view, String query, ViewKind kind) implements SchemaChange {}

    /**
     * Drops a view.
     *
     * @param view its name
     * @param kind what became of its rows
     * @param existing when there is none
     */
    record DropView(String view, ViewKind kind, Existing existing) implements SchemaChange {}

    /** What becomes of the rows of a view. */
    enum ViewKind {
        /** They are read anew each time; a view of that name is not replaced. */
        PLAIN,
        /** They are read anew each time; a view of that name is replaced. */
        REPLACING,
        /** They are stored. */
        MATERIALIZED
    }

    /**
     * Makes a type of some names, where the database names such types.
     *
     * @param type its name
     * @param values in their order, at least one
     */
    record CreateEnum(String type, List<String> values) implements SchemaChange {

        /** Copies the list. */
        public CreateEnum {
            values = List.copyOf(values);
        }
    }

    /**
     * Adds a value to such a type.
     *
     * @param type its name
     * @param value behind the others
     */
    record AddEnumValue(String type, String value) implements SchemaChange {}

    /**
     * Drops such a type.
     *
     * @param type its name
     */
    record DropEnum(String type) implements SchemaChange {}

    /**
     * Makes a part of a partitioned table.
     *
     * @param partition the part's name
     * @param table that it is a part of
     * @param bounds which rows are in it
     */
    record CreatePartition(String partition, String table, Table.PartitionBounds bounds)
            implements SchemaChange {}

    /**
     * Says what a table is for.
     *
     * @param table its name
     * @param text null takes the comment away
     */
    record CommentOnTable(String table, @Nullable String text) implements SchemaChange {}

    /**
     * Says what a column is for.
     *
     * @param table its table
     * @param column the column as it is, with the comment that it is to have
     */
    record CommentOnColumn(String table, Column column) implements SchemaChange {}
}
