package dev.lifeguard.migrate.dialect;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked and done about rows that a way down takes away. */
public interface StakeSql {

    /** The state table's schema as statements name it; nothing where the connection resolves it. */
    String schema();

    /**
     * One row with the name of the table that a script means, as statements are to name it, or none
     * where it is not there; empty where the script's own name serves.
     *
     * @param table as the script names it
     */
    default Optional<BoundSql> find(String table) {
        return Optional.empty();
    }

    /** A row where a table has a column whose values are its own; empty where that is not asked. */
    default Optional<BoundSql> findColumn(String table, String column) {
        return Optional.empty();
    }

    /**
     * What is counted.
     *
     * @param table as statements name it
     * @param column only rows with a value in it; null for all rows
     * @param version the migration that is rolled back
     * @param insertOnly the migrations that are rolled back and insert rows into it, and change
     *     none
     */
    record Counted(String table, @Nullable String column, long version, List<Long> insertOnly) {

        /** Copies the list. */
        public Counted {
            insertOnly = List.copyOf(insertOnly);
        }
    }

    /** Whether a row tells who wrote it last. */
    default boolean knowsWriters() {
        return false;
    }

    /**
     * How many rows there are, but for those that the migration surely put there.
     *
     * @param most counts no further
     */
    BoundSql count(Counted counted, long most);

    /** The statements before a copy, in its transaction, that keep others from writing. */
    default List<BoundSql> keepStill(String table) {
        return List.of();
    }

    /**
     * A row for each thing that a copy selects, so that it needs no type, function or sequence of
     * others, and has columns that {@code *} leaves out; empty where {@code *} is all of them.
     */
    default Optional<BoundSql> columns(String table) {
        return Optional.empty();
    }

    /**
     * What a copy selects.
     *
     * @param rows the answer to {@link #columns}
     */
    default String selected(List<String> rows) {
        return String.join(", ", rows);
    }

    /**
     * Copies a table's rows into a new one.
     *
     * @param columns what is selected
     * @param column only rows with a value in it; null for all
     */
    default BoundSql copy(String table, String copy, String columns, @Nullable String column) {
        return BoundSql.of(
                "CREATE TABLE %s AS SELECT %s FROM %s%s"
                        .formatted(
                                copy,
                                columns,
                                table,
                                column == null ? "" : " WHERE " + column + " IS NOT NULL"));
    }

    /** Drops a table. */
    default BoundSql drop(String table) {
        return BoundSql.of("DROP TABLE " + table);
    }

    /**
     * All tables, but for the server's own, whose names hold a text: schema and name.
     *
     * @param schema of that one alone; null for all that are looked through
     */
    BoundSql tables(@Nullable String schema, String part);
}
