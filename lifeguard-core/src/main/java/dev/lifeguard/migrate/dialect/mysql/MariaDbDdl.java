package dev.lifeguard.migrate.dialect.mysql;

import dev.lifeguard.migrate.ddl.ConstraintSql;
import dev.lifeguard.migrate.ddl.DdlText;
import dev.lifeguard.migrate.ddl.IndexSql;
import dev.lifeguard.migrate.ddl.StandardDdl;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.Constraint.ForeignKey.Action;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaChange.Existing;
import dev.lifeguard.migrate.schema.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes to a schema in MariaDB's SQL: mariadb.com/kb, "CREATE TABLE", "ALTER TABLE" and "Data
 * Types".
 */
public final class MariaDbDdl extends StandardDdl {

    public MariaDbDdl(UnaryOperator<String> quote) {
        super("MariaDB", new DdlText(quote, DdlText.Backslash.ESCAPE));
    }

    @Override
    protected ConstraintSql constraints() {
        return new ConstraintSql(
                this,
                Set.of(),
                EnumSet.complementOf(EnumSet.of(Action.SET_DEFAULT)),
                ConstraintSql.Exclusions.UNKNOWN);
    }

    @Override
    protected IndexSql indexes() {
        return new IndexSql(
                this, EnumSet.of(IndexSql.Part.IF_NOT_EXISTS, IndexSql.Part.BTREE_BEHIND));
    }

    @Override
    protected String type(ColumnType type, String column) {
        return switch (type) {
            case ColumnType.Plain plain -> plain(plain, column);
            case ColumnType.Decimal it -> "DECIMAL(%s, %s)".formatted(it.precision(), it.scale());
            case ColumnType.FixedText it -> "CHAR(%s)".formatted(it.length());
            case ColumnType.Varchar it -> "VARCHAR(%s)".formatted(it.length());
            case ColumnType.Array it -> throw lacks("arrays", column, "use json()");
            case ColumnType.Enumeration it -> "ENUM " + text.literals(it.values());
            case ColumnType.Named it -> it.sql();
        };
    }

    private String plain(ColumnType.Plain type, String column) {
        return switch (type) {
            case SMALL_INTEGER -> "SMALLINT";
            case INTEGER -> "INT";
            case BIG_INTEGER -> "BIGINT";
            case REAL -> "FLOAT";
            case DOUBLE_PRECISION -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TEXT -> "LONGTEXT";
            case BYTES -> "LONGBLOB";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP -> "DATETIME(6)";
            case TIMESTAMP_TZ ->
                    throw lacks(
                            "moments beyond the year 2038",
                            column,
                            "use timestamp() and write UTC, or named(\"TIMESTAMP(6)\")");
            case INTERVAL -> throw lacks("intervals", column, "store seconds in a bigInteger()");
            case UUID -> "UUID";
            case JSON, JSONB -> "JSON";
        };
    }

    @Override
    protected String identity() {
        return "AUTO_INCREMENT";
    }

    @Override
    protected String now() {
        return "CURRENT_TIMESTAMP(6)";
    }

    /** An expression as a default stands in parentheses: mariadb.com/kb, "CREATE TABLE". */
    @Override
    protected String defaultExpression(String sql) {
        return "(" + sql + ")";
    }

    @Override
    protected String collation(String name) {
        return name;
    }

    @Override
    protected String columnOptions(Column column) {
        return column.comment() == null ? "" : " COMMENT " + text.string(column.comment());
    }

    @Override
    protected String tableOptions(Table table) {
        String none = super.tableOptions(table);
        return table.comment() == null ? none : " COMMENT = " + text.string(table.comment());
    }

    /** They stand with what they are about. */
    @Override
    protected List<String> comments(Table table) {
        return List.of();
    }

    @Override
    protected List<String> addColumn(String table, Column column) {
        return List.of(alter(table, "ADD COLUMN " + column(column)));
    }

    @Override
    protected String cascade() {
        throw lacks("DROP … CASCADE", "a table", "drop what depends on it first");
    }

    /** What is in it is dropped with it, whatever is said. */
    @Override
    protected List<String> dropSchema(SchemaChange.DropSchema change) {
        if (change.dependents() == SchemaChange.Dependents.RESTRICT) {
            throw lacks(
                    "DROP SCHEMA … RESTRICT",
                    change.schema(),
                    "look whether it is empty, and drop it with CASCADE");
        }
        return List.of(
                "DROP SCHEMA %s%s"
                        .formatted(ifExists(change.existing()), text.quote(change.schema())));
    }

    @Override
    protected String renameTarget(String table, String to) {
        return text.qualified(DdlText.schemaOf(table) + to);
    }

    @Override
    protected List<String> setType(SchemaChange.SetColumnType change) {
        if (change.using() != null) {
            throw lacks(
                    "ALTER COLUMN … USING",
                    change.table() + "." + change.column().name(),
                    "add a column, fill it, and drop the old one");
        }
        return modify(change.table(), change.column());
    }

    @Override
    protected List<String> setNullability(String table, Column column) {
        return modify(table, column);
    }

    /** The whole column, since MariaDB forgets what is not repeated. */
    private List<String> modify(String table, Column column) {
        return List.of(alter(table, "MODIFY COLUMN " + column(column)));
    }

    @Override
    protected String dropIndex(SchemaChange.DropIndex change) {
        if (!change.options().isEmpty()) {
            return super.dropIndex(change);
        }
        return "DROP INDEX %s%s ON %s"
                .formatted(
                        change.existing() == Existing.IGNORE ? "IF EXISTS " : "",
                        text.quote(change.index()),
                        text.qualified(change.table()));
    }

    @Override
    protected List<String> commentOnTable(SchemaChange.CommentOnTable comment) {
        String words = comment.text() == null ? "" : comment.text();
        return List.of(alter(comment.table(), "COMMENT = " + text.string(words)));
    }

    @Override
    protected List<String> commentOnColumn(String table, Column column) {
        return modify(table, column);
    }
}
