package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.engine.batch.BatchKey.Column;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.BatchStatement;
import dev.lifeguard.migrate.script.BatchTerms;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up whether a table has the key that batches are to follow: a unique index of all rows over
 * exactly those columns, none of which may be null. In any other order rows would be missed, or
 * each batch would sort the table.
 */
final class KeyLookup {

    private final Session session;
    private final Dialect dialect;
    private final BatchTerms terms;

    KeyLookup(Session session, Dialect dialect, BatchTerms terms) {
        this.session = session;
        this.dialect = dialect;
        this.terms = terms;
    }

    /** What was found. */
    sealed interface Answer {

        /** The key. */
        record Found(BatchKey key) implements Answer {}

        /** There is no such table. */
        record NoTable() implements Answer {}

        /**
         * It has no such key.
         *
         * @param why what speaks against it and what to make, as sentences
         */
        record Unusable(String why) implements Answer {}
    }

    private record TableColumn(
            String name, String type, boolean nullable, @Nullable String fixed) {}

    private record IndexColumn(String index, @Nullable String column, @Nullable String refusal) {}

    /**
     * Looks it up.
     *
     * @param target the table that is changed, where it is known; it may be another one
     */
    Answer look(Optional<String> target) throws SQLException {
        BatchKeySql sql = dialect.batchKeys();
        List<TableColumn> columns =
                session.query(
                        sql.columns(terms.table()),
                        row ->
                                new TableColumn(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getBoolean(3),
                                        row.getString(4)));
        if (columns.isEmpty()) {
            return new Answer.NoTable();
        }
        Optional<String> unfit = unfit(terms.table());
        if (unfit.isEmpty() && target.isPresent()) {
            unfit = unfit(target.get());
        }
        return unfit.isPresent() ? new Answer.Unusable(unfit.get()) : key(columns);
    }

    private Optional<String> unfit(String table) throws SQLException {
        Optional<BoundSql> question = dialect.batchKeys().unfit(table);
        return question.isEmpty()
                ? Optional.empty()
                : session.query(question.get(), row -> row.getString(1)).stream().findFirst();
    }

    private Answer key(List<TableColumn> columns) throws SQLException {
        List<TableColumn> key = new ArrayList<>();
        for (String name : terms.key()) {
            Optional<TableColumn> column = column(columns, name);
            if (column.isEmpty()) {
                return new Answer.Unusable(
                        "The table %s has no column %s. Name one in key=."
                                .formatted(terms.table(), name));
            }
            key.add(column.get());
        }
        Optional<String> refusal = refusal(key);
        return refusal.isPresent()
                ? new Answer.Unusable(refusal.get())
                : new Answer.Found(found(key));
    }

    private static Optional<TableColumn> column(List<TableColumn> columns, String written) {
        Optional<TableColumn> same =
                columns.stream()
                        .filter(column -> column.name().equals(BatchStatement.bare(written)))
                        .findFirst();
        return same.or(
                () ->
                        columns.stream()
                                .filter(column -> BatchStatement.isSameName(written, column.name()))
                                .findFirst());
    }

    private BatchKey found(List<TableColumn> key) {
        return new BatchKey(
                terms.table(),
                key.stream()
                        .map(column -> new Column(dialect.quote(column.name()), column.type()))
                        .toList(),
                dialect.batchKeys());
    }

    private Optional<String> refusal(List<TableColumn> key) throws SQLException {
        for (TableColumn column : key) {
            Optional<String> type = dialect.batchKeys().refusal(column.type());
            if (type.isPresent()) {
                return Optional.of(
                        "The column %s of %s can be no key of batches: %s. Name another one in key=."
                                .formatted(column.name(), terms.table(), type.get()));
            }
            if (column.nullable()) {
                return Optional.of(
                        ("The column %s of %s may be null, and a row without a key would be missed."
                                        + " %s name another key.")
                                .formatted(
                                        column.name(),
                                        terms.table(),
                                        column.fixed() == null
                                                ? "Make it NOT NULL, or"
                                                : column.fixed() + ":"));
            }
        }
        return indexRefusal(key.stream().map(TableColumn::name).toList());
    }

    private Optional<String> indexRefusal(List<String> key) throws SQLException {
        Map<String, List<IndexColumn>> indexes = new LinkedHashMap<>();
        for (IndexColumn each :
                session.query(
                        dialect.batchKeys().uniqueIndexes(terms.table()),
                        row ->
                                new IndexColumn(
                                        row.getString(1), row.getString(2), row.getString(3)))) {
            indexes.computeIfAbsent(each.index(), index -> new ArrayList<>()).add(each);
        }
        List<String> against = new ArrayList<>();
        for (Map.Entry<String, List<IndexColumn>> index : indexes.entrySet()) {
            Optional<String> refusal = refusal(index.getValue(), key);
            if (refusal.isEmpty()) {
                return Optional.empty();
            }
            against.add("%s %s".formatted(index.getKey(), refusal.get()));
        }
        String there =
                against.isEmpty()
                        ? "The table %s has no unique index".formatted(terms.table())
                        : "No unique index of %s is one of all rows over (%s): %s"
                                .formatted(
                                        terms.table(),
                                        String.join(", ", key),
                                        String.join("; ", against));
        if (indexes.values().stream().anyMatch(index -> isHash(index, key))) {
            return Optional.of(
                    there
                            + ". An index over values of this length always is: name another"
                            + " key.");
        }
        return Optional.of(
                "%s. %s"
                        .formatted(
                                there,
                                new IndexAdvice(session, dialect, terms)
                                        .over(key, indexes.keySet())));
    }

    private static boolean isHash(List<IndexColumn> index, List<String> key) {
        return BatchKeySql.HASH.equals(index.getFirst().refusal()) && columns(index).equals(key);
    }

    private static List<@Nullable String> columns(List<IndexColumn> index) {
        List<@Nullable String> columns = new ArrayList<>();
        index.forEach(each -> columns.add(each.column()));
        return columns;
    }

    private static Optional<String> refusal(List<IndexColumn> index, List<String> key) {
        for (IndexColumn column : index) {
            if (column.refusal() != null) {
                return Optional.of(column.refusal());
            }
        }
        List<@Nullable String> columns = columns(index);
        return columns.equals(key)
                ? Optional.empty()
                : Optional.of(columns.stream().collect(Collectors.joining(", ", "is over (", ")")));
    }
}
