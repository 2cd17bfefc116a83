package dev.lifeguard.migrate.dialect.sqlite;

import dev.lifeguard.migrate.ddl.ConstraintSql;
import dev.lifeguard.migrate.ddl.DdlText;
import dev.lifeguard.migrate.ddl.IndexSql;
import dev.lifeguard.migrate.ddl.StandardDdl;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.Constraint.ForeignKey.Action;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaChange.ViewKind;
import dev.lifeguard.migrate.schema.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Changes to a schema in SQLite's SQL: sqlite.org/lang.html and sqlite.org/datatype3.html. */
public final class SqliteDdl extends StandardDdl {

    private static final String REBUILD = "make a new table, copy the rows and rename it";

    public SqliteDdl(UnaryOperator<String> quote) {
        super("SQLite", new DdlText(quote, DdlText.Backslash.ORDINARY, DdlText.Times.PLAIN));
    }

    @Override
    protected ConstraintSql constraints() {
        return new ConstraintSql(
                this,
                Set.of(Constraint.Option.DEFERRABLE, Constraint.Option.INITIALLY_DEFERRED),
                EnumSet.allOf(Action.class),
                ConstraintSql.Exclusions.UNKNOWN);
    }

    @Override
    protected IndexSql indexes() {
        return new IndexSql(
                this,
                EnumSet.of(
                        IndexSql.Part.IF_NOT_EXISTS,
                        IndexSql.Part.EXPRESSION,
                        IndexSql.Part.WHERE,
                        IndexSql.Part.COLLATION));
    }

    @Override
    protected String type(ColumnType type, String column) {
        return switch (type) {
            case ColumnType.Plain plain -> plain(plain, column);
            case ColumnType.Decimal it ->
                    throw lacks("exact decimals", column, "store whole cents in a bigInteger()");
            case ColumnType.FixedText it -> checked("TEXT", column, "length(%s) <= " + it.length());
            case ColumnType.Varchar it -> checked("TEXT", column, "length(%s) <= " + it.length());
            case ColumnType.Array it -> throw lacks("arrays", column, "use json()");
            case ColumnType.Enumeration it ->
                    checked(
                            "TEXT",
                            column,
                            it.values().stream()
                                    .map(text::string)
                                    .collect(Collectors.joining(", ", "%s IN (", ")")));
            case ColumnType.Named it -> it.sql();
        };
    }

    private String checked(String type, String column, String condition) {
        return "%s CHECK (%s)".formatted(type, condition.replace("%s", text.quote(column)));
    }

    private String plain(ColumnType.Plain type, String column) {
        return switch (type) {
            case SMALL_INTEGER, INTEGER, BIG_INTEGER -> "INTEGER";
            case REAL, DOUBLE_PRECISION -> "REAL";
            case BOOLEAN -> checked("INTEGER", column, "%s IN (0, 1)");
            case TEXT, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID, JSON, JSONB -> "TEXT";
            case BYTES -> "BLOB";
            case INTERVAL -> throw lacks("intervals", column, "store seconds in a bigInteger()");
        };
    }

    @Override
    protected String identity() {
        return "PRIMARY KEY AUTOINCREMENT";
    }

    /** The key of a column that numbers itself stands with the column. */
    @Override
    protected boolean inColumn(Constraint constraint, Table table) {
        return constraint instanceof Constraint.PrimaryKey key
                && table.columns().stream()
                        .filter(column -> column.value() instanceof Column.Identity)
                        .anyMatch(column -> key.columns().equals(List.of(column.name())));
    }

    @Override
    protected String column(Column column, Table table) {
        boolean numbered = column.value() instanceof Column.Identity;
        if (numbered && table.constraints().stream().noneMatch(it -> inColumn(it, table))) {
            throw refused(
                    "numbers itself, which in SQLite the primary key does alone",
                    table.name() + "." + column.name(),
                    "make it the table's primary key");
        }
        return column(column);
    }

    @Override
    protected List<String> comments(Table table) {
        if (table.comment() != null) {
            throw comment(table.name());
        }
        table.columns().stream()
                .filter(column -> column.comment() != null)
                .findFirst()
                .ifPresent(
                        column -> {
                            throw comment(table.name() + "." + column.name());
                        });
        return List.of();
    }

    private InvalidScriptException comment(String object) {
        return lacks("comments in the catalogue", object, "leave the comment out");
    }

    @Override
    protected List<String> createSchema(SchemaChange.CreateSchema change) {
        throw lacks("schemas", change.schema(), "leave it out");
    }

    @Override
    protected List<String> dropSchema(SchemaChange.DropSchema change) {
        throw lacks("schemas", change.schema(), "leave it out");
    }

    @Override
    protected List<String> createSequence(SchemaChange.CreateSequence change) {
        throw lacks("sequences", change.sequence(), "number a column with identity()");
    }

    @Override
    protected List<String> dropSequence(SchemaChange.DropSequence change) {
        throw lacks("sequences", change.sequence(), "leave it out");
    }

    @Override
    protected String cascade() {
        throw lacks("DROP … CASCADE", "a table", "drop what depends on it first");
    }

    @Override
    protected List<String> setType(SchemaChange.SetColumnType change) {
        throw alterColumn(change.table(), change.column().name());
    }

    @Override
    protected List<String> setDefault(SchemaChange.SetColumnDefault change) {
        throw alterColumn(change.table(), change.column());
    }

    @Override
    protected List<String> setNullability(String table, Column column) {
        throw alterColumn(table, column.name());
    }

    private InvalidScriptException alterColumn(String table, String column) {
        return lacks("ALTER COLUMN", table + "." + column, REBUILD);
    }

    @Override
    protected String addedConstraint(SchemaChange.AddConstraint change) {
        throw lacks("ADD CONSTRAINT", change.constraint().name(), REBUILD);
    }

    @Override
    protected String dropConstraint(String quoted) {
        throw lacks("DROP CONSTRAINT", quoted.replace("\"", ""), REBUILD);
    }

    @Override
    protected List<String> createView(SchemaChange.CreateView view) {
        if (view.kind() == ViewKind.REPLACING) {
            throw lacks("CREATE OR REPLACE VIEW", view.view(), "drop it first");
        }
        return super.createView(view);
    }

    /** An expression as a default stands in parentheses: sqlite.org/lang_createtable.html. */
    @Override
    protected String defaultExpression(String sql) {
        return "(" + sql + ")";
    }

    @Override
    protected List<String> commentOnTable(SchemaChange.CommentOnTable comment) {
        throw comment(comment.table());
    }

    @Override
    protected List<String> commentOnColumn(String table, Column column) {
        throw comment(table + "." + column.name());
    }
}
