package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbCollations.Collation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table as SHOW CREATE TABLE writes it, in one form: keys and constraints by their names,
 * character set and collation of the table always, and of a column where they are not the table's.
 */
final class MariaDbTable {

    private final String name;
    private final MariaDbTableOptions options;
    private final Collation collation;
    private final List<MariaDbColumn> columns = new ArrayList<>();
    private final List<String> periods = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();

    /** The sorts of keys and constraints, in their order. */
    private enum Sort {
        PRIMARY,
        UNIQUE,
        KEY,
        CHECK,
        FOREIGN
    }

    /**
     * A key or a constraint.
     *
     * @param name without quotes
     */
    private record Key(Sort sort, String name, String sql) {

        ObjectType type() {
            return switch (sort) {
                case PRIMARY, CHECK, FOREIGN -> ObjectType.CONSTRAINT;
                case UNIQUE, KEY -> ObjectType.INDEX;
            };
        }
    }

    /**
     * Reads one.
     *
     * @param tokens without the name of its database
     */
    MariaDbTable(String name, MariaDbTokens tokens, MariaDbCollations collations) {
        this.name = name;
        int open = tokens.opening(0);
        int close = tokens.closing(open);
        options =
                MariaDbTableOptions.of(
                        tokens.part(Math.min(close + 1, tokens.size()), tokens.size()), collations);
        collation = options.collation();
        for (MariaDbTokens piece : tokens.part(open + 1, close).split()) {
            add(piece, collations);
        }
        keys.sort(Comparator.comparing(Key::sort).thenComparing(Key::name));
    }

    private void add(MariaDbTokens piece, MariaDbCollations collations) {
        if (MariaDbTokens.isName(piece.at(0))) {
            columns.add(MariaDbColumn.of(piece, collations));
        } else if (piece.is(0, "PERIOD")) {
            periods.add(piece.toString());
        } else {
            keys.add(key(piece));
        }
    }

    private static Key key(MariaDbTokens piece) {
        int named = 0;
        while (named < piece.size() && !MariaDbTokens.isName(piece.at(named))) {
            named++;
        }
        String name = MariaDbTokens.name(piece.at(named));
        Sort sort =
                switch (piece.at(0).toUpperCase(Locale.ROOT)) {
                    case "PRIMARY" -> Sort.PRIMARY;
                    case "UNIQUE" -> Sort.UNIQUE;
                    case "CONSTRAINT" ->
                            piece.is(piece.next(named + 1), "FOREIGN") ? Sort.FOREIGN : Sort.CHECK;
                    default -> Sort.KEY;
                };
        return new Key(sort, sort == Sort.PRIMARY ? "PRIMARY" : name, piece.toString());
    }

    String name() {
        return name;
    }

    boolean hasColumn(String column) {
        return columns.stream().anyMatch(each -> each.name().equalsIgnoreCase(column));
    }

    /** Whether it holds what other tables hold. */
    boolean isMerged() {
        return options.isMerged();
    }

    /** What makes it, without what ends a statement. */
    String sql() {
        List<String> lines = new ArrayList<>();
        columns.forEach(column -> lines.add(column.sql(collation)));
        lines.addAll(periods);
        keys.forEach(key -> lines.add(key.sql()));
        return lines.stream()
                .map(line -> "  " + line)
                .collect(
                        Collectors.joining(
                                ",\n",
                                "CREATE TABLE %s (\n".formatted(MariaDbTokens.quoted(name)),
                                "\n) " + options.sql()));
    }

    /** What no part of it says. */
    String head() {
        return "CREATE TABLE %s (%s) %s;"
                .formatted(MariaDbTokens.quoted(name), String.join(", ", periods), options.plain());
    }

    /** Its parts, for what compares it. */
    List<SchemaObject> parts() {
        List<SchemaObject> parts = new ArrayList<>();
        for (MariaDbColumn column : columns) {
            parts.add(part(ObjectType.COLUMN, column.name(), column.compared(collation)));
        }
        keys.forEach(key -> parts.add(part(key.type(), key.name(), key.sql())));
        options.partitions()
                .forEach(
                        partition ->
                                parts.add(
                                        part(
                                                ObjectType.PARTITION,
                                                MariaDbTokens.name(partition.name()),
                                                partition.sql())));
        options.comment()
                .ifPresent(
                        text ->
                                parts.add(
                                        SchemaObject.of(
                                                ObjectType.COMMENT,
                                                MariaDbTokens.shown(name),
                                                text)));
        for (MariaDbColumn column : columns) {
            column.comment()
                    .ifPresent(text -> parts.add(part(ObjectType.COMMENT, column.name(), text)));
        }
        return parts;
    }

    private SchemaObject part(ObjectType type, String part, String sql) {
        return SchemaObject.of(
                type, MariaDbTokens.shown(name) + "." + MariaDbTokens.shown(part), sql);
    }
}
