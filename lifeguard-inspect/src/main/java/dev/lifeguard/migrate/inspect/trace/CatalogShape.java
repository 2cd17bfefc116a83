package dev.lifeguard.migrate.inspect.trace;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.inspect.trace.SchemaChange.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns and constraints of a database's relations, and what became of them. */
final class CatalogShape {

    private static final String COLUMNS =
            PgCatalog.sql(
                    """
                    SELECT a.attrelid, a.attnum, a.attname,
                           pg_catalog.format_type(a.atttypid, a.atttypmod),
                           a.attnotnull, a.attidentity {<>} ''::pg_catalog."char",
                           a.attgenerated {=} 's'::pg_catalog."char"
                    FROM pg_catalog.pg_attribute a
                    WHERE (a.attrelid {>=} 16384::pg_catalog.oid)
                    AND (a.attnum {>} 0::pg_catalog.int2) AND NOT a.attisdropped
                    """);

    private static final String CONSTRAINTS =
            PgCatalog.sql(
                    """
                    SELECT k.conrelid, k.oid, k.conname, k.contype, k.convalidated
                    FROM pg_catalog.pg_constraint k WHERE k.conrelid {<>} 0::pg_catalog.oid
                    """);

    private final Map<Part, Column> columns;
    private final Map<Part, Constraint> constraints;

    private CatalogShape(Map<Part, Column> columns, Map<Part, Constraint> constraints) {
        this.columns = columns;
        this.constraints = constraints;
    }

    /** A part of a relation, by its number there. */
    private record Part(long relation, long number) {}

    private record Column(
            String name, String type, boolean notNull, boolean identity, boolean stored) {}

    private record Constraint(String name, char kind, boolean valid) {}

    static CatalogShape of(Connection connection) throws SQLException {
        Map<Part, Column> columns = new HashMap<>();
        Map<Part, Constraint> constraints = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(COLUMNS)) {
                while (row.next()) {
                    columns.put(
                            new Part(row.getLong(1), row.getLong(2)),
                            new Column(
                                    row.getString(3),
                                    row.getString(4),
                                    row.getBoolean(5),
                                    row.getBoolean(6),
                                    row.getBoolean(7)));
                }
            }
            try (ResultSet row = statement.executeQuery(CONSTRAINTS)) {
                while (row.next()) {
                    constraints.put(
                            new Part(row.getLong(1), row.getLong(2)),
                            new Constraint(
                                    row.getString(3),
                                    row.getString(4).charAt(0),
                                    row.getBoolean(5)));
                }
            }
        }
        return new CatalogShape(columns, constraints);
    }

    /** What became of the parts of relations, which are there still. */
    List<SchemaChange> changes(CatalogShape after, Map<Long, Relation> relations) {
        List<SchemaChange> changes = new ArrayList<>();
        after.columns.forEach(
                (part, is) -> {
                    Optional<Column> was = Optional.ofNullable(columns.get(part));
                    for (Kind kind : column(was, is)) {
                        add(kind, part, is.name(), relations, changes);
                    }
                });
        columns.forEach(
                (part, was) -> {
                    if (!after.columns.containsKey(part)) {
                        add(Kind.COLUMN_DROPPED, part, was.name(), relations, changes);
                    }
                });
        after.constraints.forEach(
                (part, is) -> {
                    Optional<Constraint> was = Optional.ofNullable(constraints.get(part));
                    constraint(was, is)
                            .ifPresent(kind -> add(kind, part, is.name(), relations, changes));
                });
        constraints.forEach(
                (part, was) -> {
                    if (!after.constraints.containsKey(part) && was.kind() == 'f') {
                        add(Kind.FOREIGN_KEY_DROPPED, part, was.name(), relations, changes);
                    }
                });
        return changes;
    }

    private static void add(
            Kind kind,
            Part part,
            String name,
            Map<Long, Relation> relations,
            List<SchemaChange> changes) {
        Relation relation = relations.get(part.relation());
        if (relation != null) {
            changes.add(new SchemaChange(kind, relation.name(), name));
        }
    }

    private static List<Kind> column(Optional<Column> before, Column is) {
        if (before.isEmpty()) {
            return List.of(
                    is.stored()
                            ? Kind.STORED_ADDED
                            : is.identity() ? Kind.IDENTITY_ADDED : Kind.COLUMN_ADDED);
        }
        Column was = before.get();
        List<Kind> kinds = new ArrayList<>();
        if (!was.name().equals(is.name())) {
            kinds.add(Kind.COLUMN_RENAMED);
        }
        if (!was.type().equals(is.type())) {
            kinds.add(Kind.TYPE_CHANGED);
        }
        if (was.notNull() != is.notNull()) {
            kinds.add(is.notNull() ? Kind.NOT_NULL_SET : Kind.NOT_NULL_DROPPED);
        }
        return kinds;
    }

    private static Optional<Kind> constraint(Optional<Constraint> before, Constraint is) {
        boolean wasValid = before.filter(Constraint::valid).isPresent();
        if (!is.valid() || wasValid) {
            return Optional.empty();
        }
        if (before.isPresent()) {
            return Optional.of(Kind.VALIDATED);
        }
        return switch (is.kind()) {
            case 'c' -> Optional.of(Kind.CHECK_ADDED);
            case 'f' -> Optional.of(Kind.FOREIGN_KEY_ADDED);
            case 'p' -> Optional.of(Kind.PRIMARY_KEY_ADDED);
            case 'u' -> Optional.of(Kind.UNIQUE_ADDED);
            case 'x' -> Optional.of(Kind.EXCLUSION_ADDED);
            default -> Optional.empty();
        };
    }
}
