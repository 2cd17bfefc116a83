package dev.lifeguard.migrate.dialect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a table is walked by a key: what its columns and its unique indexes are, and how a value of
 * the key is read as a text and written again.
 *
 * <p>A value stands in a statement as a literal and not as a parameter, since the statement is an
 * author's: a driver would take each question mark in it for a parameter.
 */
public interface BatchKeySql {

    /**
     * One row for each column of a table: its name, its type as {@link #literal} takes it, whether
     * it may be null, and why it cannot be made NOT NULL, null where it can; no row where there is
     * no such table.
     *
     * @param table as SQL writes its name
     */
    BoundSql columns(String table);

    /**
     * The question why a table can be walked by no key: a sentence and what to do, where it cannot;
     * empty where each table can.
     *
     * @param table as SQL writes its name
     */
    default Optional<BoundSql> unfit(String table) {
        return Optional.empty();
    }

    /**
     * One row for each column of each unique index, in the order of the index: its name, the
     * column, null for an expression, and why the index is no key of all rows, null where it is.
     *
     * @param table as SQL writes its name
     */
    BoundSql uniqueIndexes(String table);

    /**
     * The question by what a table is partitioned, where each of its unique indexes must have that:
     * one row for each column, with an empty text for an expression; no row where it is not
     * partitioned, and empty where no table is.
     *
     * @param table as SQL writes its name
     */
    default Optional<BoundSql> partitionedBy(String table) {
        return Optional.empty();
    }

    /** Why values of a type are no key that a text can hold; empty where they are. */
    default Optional<String> refusal(String type) {
        return Optional.empty();
    }

    /**
     * An expression for a value as a text, from which {@link #literal} makes the same value.
     *
     * @param column in quotes
     */
    String read(String column, String type);

    /** The value of a text. */
    String literal(String type, String text);

    /** The condition on a row to be behind a key. */
    default String behind(List<String> columns, List<String> values) {
        return row(columns) + " > " + row(values);
    }

    /** The condition on a row to be at a key or before it. */
    default String upTo(List<String> columns, List<String> values) {
        return row(columns) + " <= " + row(values);
    }

    /**
     * The question for how many pages of its file or files a table has; empty where rows of some
     * pages cannot be read without the others.
     *
     * @param table as SQL writes its name
     */
    default Optional<BoundSql> pages(String table) {
        return Optional.empty();
    }

    /**
     * Gives the last key of each of some ranges with about as many rows each, by the rows of some
     * pages, where {@link #pages} gives something.
     */
    default String ends(Sample sample) {
        throw new UnsupportedOperationException(sample.table());
    }

    /**
     * Rows of some pages of a table.
     *
     * @param table as SQL writes its name; called {@code t}
     * @param columns of the key, of {@code t} and in quotes
     * @param read what is read of them
     * @param condition on the rows
     * @param ranges how many
     * @param percent of the pages
     */
    record Sample(
            String table,
            List<String> columns,
            String read,
            String condition,
            int ranges,
            double percent) {}

    /** One value, or several in parentheses. */
    private static String row(List<String> values) {
        return values.size() == 1
                ? values.getFirst()
                : values.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    /** Why an index that was made for long values is no key; one made anew is so, too. */
    String HASH = "is a hash, which has no order";

    /** A condition that is always true. */
    String ALWAYS = "(1 = 1)";
}
