package dev.lifeguard.migrate.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table, a view or a materialized view while migrations are looked at. Changed
 * by each statement.
 */
final class Table {

    /** What a table is. */
    enum Kind {
        TABLE,
        VIEW,
        MATERIALIZED_VIEW
    }

    /** Since when it is there. */
    enum Origin {
        /** A migration of the run makes it: nobody uses it. */
        THIS_RUN,
        /** It was there before the run, and how it looks is known. */
        BEFORE,
        /** It was there before the run, and that is all that is known. */
        UNKNOWN
    }

    private final Name name;
    private final Kind kind;
    private final Origin origin;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, TableConstraint> constraints = new LinkedHashMap<>();
    private final Map<String, String> triggers = new HashMap<>();
    private final List<Name> partitions = new ArrayList<>();
    private List<String> partitionColumns = List.of();
    private @Nullable Name defaultPartition;
    private boolean partitioned;
    private boolean filled;
    private int permissivePolicies;
    private OptionalLong bytes = OptionalLong.empty();

    Table(Name name, Kind kind, Origin origin) {
        this.name = name;
        this.kind = kind;
        this.origin = origin;
    }

    /** A column. */
    record Column(String name, PgType type, boolean notNull) {

        Column with(PgType other) {
            return new Column(name, other, notNull);
        }

        Column notNull(boolean now) {
            return new Column(name, type, now);
        }
    }

    Name name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    /** With its schema, each in quotes where needed, as locks are told. */
    String relation() {
        return name.sql();
    }

    boolean isKnown() {
        return origin != Origin.UNKNOWN;
    }

    /** Whether nobody can have rows in it, or wait for it. */
    boolean isUnused() {
        return origin == Origin.THIS_RUN || (bytes.isPresent() && bytes.getAsLong() == 0);
    }

    boolean isMadeInRun() {
        return origin == Origin.THIS_RUN;
    }

    /** Whether the run copies the rows of another table into it, so that it is as long to read. */
    boolean isFilled() {
        return filled;
    }

    void fill() {
        filled = true;
    }

    /** How large it is with its indexes; empty where that is not known. */
    OptionalLong bytes() {
        return bytes;
    }

    void bytes(long size) {
        bytes = OptionalLong.of(size);
    }

    Optional<Column> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    Map<String, Column> columns() {
        return columns;
    }

    /** Whether a column has a type of this name, in whatever schema. */
    boolean hasColumnOf(Name type) {
        return columns.values().stream()
                .anyMatch(it -> it.type().name().name().equals(type.name()));
    }

    void put(Column column) {
        columns.put(column.name(), column);
    }

    Map<String, TableConstraint> constraints() {
        return constraints;
    }

    void put(TableConstraint constraint) {
        constraints.put(constraint.name(), constraint);
    }

    /** The foreign keys that a column is a part of, or all where it is empty. */
    List<TableConstraint> foreignKeys(Optional<String> column) {
        return constraints.values().stream()
                .filter(it -> it.kind() == TableConstraint.Kind.FOREIGN_KEY)
                .filter(it -> column.isEmpty() || it.columns().contains(column.get()))
                .toList();
    }

    /** The function of each trigger, as it is called without its schema. */
    Map<String, String> triggers() {
        return triggers;
    }

    boolean isPartitioned() {
        return partitioned;
    }

    List<String> partitionColumns() {
        return partitionColumns;
    }

    void partitionBy(List<String> keys) {
        partitioned = true;
        partitionColumns = List.copyOf(keys);
    }

    List<Name> partitions() {
        return partitions;
    }

    Optional<Name> defaultPartition() {
        return Optional.ofNullable(defaultPartition);
    }

    void defaultPartition(Name partition) {
        defaultPartition = partition;
    }

    int permissivePolicies() {
        return permissivePolicies;
    }

    void addPermissivePolicy() {
        permissivePolicies++;
    }

    Table renamed(Name other) {
        Table renamed = new Table(other, kind, origin);
        renamed.columns.putAll(columns);
        renamed.constraints.putAll(constraints);
        renamed.triggers.putAll(triggers);
        renamed.partitions.addAll(partitions);
        renamed.partitionColumns = partitionColumns;
        renamed.defaultPartition = defaultPartition;
        renamed.partitioned = partitioned;
        renamed.permissivePolicies = permissivePolicies;
        renamed.bytes = bytes;
        return renamed;
    }
}
