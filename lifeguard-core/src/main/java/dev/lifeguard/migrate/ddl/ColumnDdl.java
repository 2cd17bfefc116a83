package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.Column.Nullability;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.util.ArrayList;
import java.util.List;

/** Columns in SQL, and changes to them: what the databases write alike, and where they differ. */
abstract class ColumnDdl extends DatabaseDdl {

    protected ColumnDdl(String database, DdlText text) {
        super(database, text);
    }

    // What each database writes in its own way.

    protected abstract String type(ColumnType type, String column);

    protected abstract String identity();

    protected abstract List<String> setType(SchemaChange.SetColumnType change);

    /** Name, type and all that stands behind it. */
    protected final String column(Column column) {
        StringBuilder sql = new StringBuilder();
        sql.append(text.quote(column.name()))
                .append(' ')
                .append(type(column.type(), column.name()));
        sql.append(collated(column));
        Column.Value value = column.value();
        if (value != null) {
            sql.append(' ').append(value(column, value));
        }
        if (column.nullability() == Nullability.NOT_NULL) {
            sql.append(" NOT NULL");
        }
        return sql.append(columnOptions(column)).toString();
    }

    /** The collation of a column behind its type, or nothing. */
    final String collated(Column column) {
        String name = column.collation();
        return name == null ? "" : " COLLATE " + collation(name);
    }

    protected String collation(String name) {
        return text.quote(name);
    }

    /** What stands behind a column. */
    protected String columnOptions(Column column) {
        return "";
    }

    private String value(Column column, Column.Value value) {
        return switch (value) {
            case Column.Identity identity -> {
                requireInteger(column);
                yield identity();
            }
            case Column.Generated generated ->
                    "GENERATED ALWAYS AS (%s)%s".formatted(generated.sql(), stored());
            case Column.Literal literal -> "DEFAULT " + text.literal(literal.value());
            case Column.Expression expression -> "DEFAULT " + defaultExpression(expression.sql());
            case Column.Now now -> "DEFAULT " + now();
        };
    }

    private void requireInteger(Column column) {
        boolean integer =
                column.type() == ColumnType.Plain.SMALL_INTEGER
                        || column.type() == ColumnType.Plain.INTEGER
                        || column.type() == ColumnType.Plain.BIG_INTEGER;
        if (!integer) {
            throw refused(
                    "numbers itself, and is no whole number",
                    column.name(),
                    "make it integer() or bigInteger()");
        }
    }

    protected String stored() {
        return " STORED";
    }

    protected String defaultExpression(String sql) {
        return sql;
    }

    protected String now() {
        return "CURRENT_TIMESTAMP";
    }

    protected List<String> addColumn(String table, Column column) {
        List<String> statements = new ArrayList<>();
        statements.add(alter(table, "ADD COLUMN " + column(column)));
        if (column.comment() != null) {
            statements.addAll(commentOnColumn(table, column));
        }
        return statements;
    }

    protected String renameColumn(String table, String column, String to) {
        return alter(table, "RENAME COLUMN %s TO %s".formatted(column, to));
    }

    /**
     * A new type for a column by ALTER COLUMN.
     *
     * @param words what stands before the type
     */
    protected final List<String> alterType(SchemaChange.SetColumnType change, String words) {
        Column column = change.column();
        return List.of(
                alter(
                        change.table(),
                        "ALTER COLUMN %s %s %s%s"
                                .formatted(
                                        text.quote(column.name()),
                                        words,
                                        type(column.type(), column.name()) + collated(column),
                                        change.using() == null ? "" : " USING " + change.using())));
    }

    protected List<String> setDefault(SchemaChange.SetColumnDefault change) {
        Column.Value value = change.value();
        String set =
                switch (value) {
                    case null -> "DROP DEFAULT";
                    case Column.Literal literal -> "SET DEFAULT " + text.literal(literal.value());
                    case Column.Expression expression ->
                            "SET DEFAULT " + defaultExpression(expression.sql());
                    case Column.Now now -> "SET DEFAULT " + now();
                    case Column.Identity identity -> throw noDefault(change);
                    case Column.Generated generated -> throw noDefault(change);
                };
        return List.of(
                alter(
                        change.table(),
                        "ALTER COLUMN %s %s".formatted(text.quote(change.column()), set)));
    }

    private InvalidScriptException noDefault(SchemaChange.SetColumnDefault change) {
        return refused(
                "cannot be given that as its default",
                change.table() + "." + change.column(),
                "use a literal or an expression");
    }

    protected List<String> setNullability(String table, Column column) {
        String set = column.nullability() == Nullability.NOT_NULL ? "SET" : "DROP";
        return List.of(
                alter(
                        table,
                        "ALTER COLUMN %s %s NOT NULL".formatted(text.quote(column.name()), set)));
    }

    /** A statement of its own, as PostgreSQL and H2 have it. */
    protected List<String> commentOnColumn(String table, Column column) {
        return new CommentSql(text).onColumn(table, column);
    }
}
