package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.Column.Nullability;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.Index;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaChange.Dependents;
import dev.lifeguard.migrate.schema.SchemaChange.Existing;
import dev.lifeguard.migrate.schema.SchemaChange.ViewKind;
import dev.lifeguard.migrate.schema.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes to a schema in SQL: what the databases write alike, and the parts in which they differ.
 *
 * <p>What a database does not have it refuses; nothing is left out silently.
 */
abstract class StandardDdl {

    private final String database;
    final DdlText text;

    StandardDdl(String database, DdlText text) {
        this.database = database;
        this.text = text;
    }

    /** The statements that make a change, in their order. */
    final List<String> render(SchemaChange change) {
        return switch (change) {
            case SchemaChange.CreateSchema it -> createSchema(it);
            case SchemaChange.DropSchema it -> dropSchema(it);
            case SchemaChange.CreateSequence it -> createSequence(it);
            case SchemaChange.DropSequence it -> dropSequence(it);
            case SchemaChange.CreateTable it -> createTable(it.table(), it.existing());
            case SchemaChange.DropTable it ->
                    List.of(
                            "DROP TABLE %s%s%s"
                                    .formatted(
                                            ifExists(it.existing()),
                                            text.qualified(it.table()),
                                            it.dependents() == Dependents.CASCADE
                                                    ? cascade()
                                                    : ""));
            case SchemaChange.RenameTable it ->
                    List.of(alter(it.table(), "RENAME TO " + renamed(it)));
            case SchemaChange.AddColumn it -> addColumn(it.table(), it.column());
            case SchemaChange.DropColumn it ->
                    List.of(alter(it.table(), "DROP COLUMN " + text.quote(it.column())));
            case SchemaChange.RenameColumn it ->
                    List.of(renameColumn(it.table(), text.quote(it.column()), text.quote(it.to())));
            case SchemaChange.SetColumnType it -> setType(it);
            case SchemaChange.SetColumnDefault it -> setDefault(it);
            case SchemaChange.SetColumnNullability it -> setNullability(it.table(), it.column());
            case SchemaChange.AddConstraint it ->
                    List.of(alter(it.table(), "ADD " + addedConstraint(it)));
            case SchemaChange.ValidateConstraint it -> validate(it);
            case SchemaChange.DropConstraint it ->
                    List.of(alter(it.table(), dropConstraint(text.quote(it.constraint()))));
            case SchemaChange.CreateIndex it -> List.of(indexes().create(it.index()));
            case SchemaChange.DropIndex it -> List.of(dropIndex(it));
            case SchemaChange.CreateView it -> createView(it);
            case SchemaChange.DropView it ->
                    List.of(
                            "DROP %sVIEW %s%s"
                                    .formatted(
                                            materialized(it.kind()),
                                            ifExists(it.existing()),
                                            text.qualified(it.view())));
            case SchemaChange.CreateEnum it -> createEnum(it);
            case SchemaChange.AddEnumValue it -> addEnumValue(it);
            case SchemaChange.DropEnum it -> dropEnum(it);
            case SchemaChange.CreatePartition it -> createPartition(it);
            case SchemaChange.CommentOnTable it -> commentOnTable(it);
            case SchemaChange.CommentOnColumn it -> commentOnColumn(it.table(), it.column());
        };
    }

    // What each database writes in its own way.

    abstract String type(ColumnType type, String column);

    abstract String identity();

    abstract ConstraintSql constraints();

    abstract IndexSql indexes();

    abstract List<String> setType(SchemaChange.SetColumnType change);

    abstract List<String> commentOnTable(SchemaChange.CommentOnTable comment);

    abstract List<String> commentOnColumn(String table, Column column);

    List<String> createSchema(SchemaChange.CreateSchema change) {
        return List.of(
                "CREATE SCHEMA %s%s"
                        .formatted(unlessExists(change.existing()), text.quote(change.schema())));
    }

    List<String> dropSchema(SchemaChange.DropSchema change) {
        return List.of(
                "DROP SCHEMA %s%s%s"
                        .formatted(
                                ifExists(change.existing()),
                                text.quote(change.schema()),
                                change.dependents() == Dependents.CASCADE ? " CASCADE" : ""));
    }

    List<String> createSequence(SchemaChange.CreateSequence change) {
        return List.of(
                "CREATE SEQUENCE %s%s START WITH %s INCREMENT BY %s"
                        .formatted(
                                unlessExists(change.existing()),
                                text.qualified(change.sequence()),
                                change.start(),
                                change.step()));
    }

    List<String> dropSequence(SchemaChange.DropSequence change) {
        return List.of(
                "DROP SEQUENCE %s%s"
                        .formatted(ifExists(change.existing()), text.qualified(change.sequence())));
    }

    List<String> createTable(Table table, Existing existing) {
        if (table.columns().isEmpty()) {
            throw refused("has no column", table.name(), "give it at least one");
        }
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add("    " + column(column, table)));
        table.constraints().stream()
                .filter(constraint -> !inColumn(constraint, table))
                .forEach(constraint -> parts.add("    " + constraints().of(constraint)));
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE TABLE %s%s (\n%s\n)%s"
                        .formatted(
                                unlessExists(existing),
                                text.qualified(table.name()),
                                String.join(",\n", parts),
                                tableOptions(table)));
        statements.addAll(comments(table));
        return statements;
    }

    /** Comments that are statements of their own. */
    List<String> comments(Table table) {
        List<String> statements = new ArrayList<>();
        if (table.comment() != null) {
            statements.addAll(
                    commentOnTable(new SchemaChange.CommentOnTable(table.name(), table.comment())));
        }
        for (Column column : table.columns()) {
            if (column.comment() != null) {
                statements.addAll(commentOnColumn(table.name(), column));
            }
        }
        return statements;
    }

    /** Whether a rule of a table is written with its column. */
    boolean inColumn(Constraint constraint, Table table) {
        return false;
    }

    /** What stands behind a table's closing parenthesis. */
    String tableOptions(Table table) {
        if (table.partitioning() != null) {
            throw lacks("partitioned tables", table.name(), "leave partitionedBy out");
        }
        return "";
    }

    /** A column of a new table. */
    String column(Column column, Table table) {
        return column(column);
    }

    /** Name, type and all that stands behind it. */
    final String column(Column column) {
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

    String collation(String name) {
        return text.quote(name);
    }

    /** What stands behind a column. */
    String columnOptions(Column column) {
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

    String stored() {
        return " STORED";
    }

    String defaultExpression(String sql) {
        return sql;
    }

    String now() {
        return "CURRENT_TIMESTAMP";
    }

    String cascade() {
        return " CASCADE";
    }

    private String renamed(SchemaChange.RenameTable change) {
        return renameTarget(change.table(), change.to());
    }

    String renameTarget(String table, String to) {
        return text.quote(to);
    }

    List<String> addColumn(String table, Column column) {
        List<String> statements = new ArrayList<>();
        statements.add(alter(table, "ADD COLUMN " + column(column)));
        if (column.comment() != null) {
            statements.addAll(commentOnColumn(table, column));
        }
        return statements;
    }

    String renameColumn(String table, String column, String to) {
        return alter(table, "RENAME COLUMN %s TO %s".formatted(column, to));
    }

    List<String> setDefault(SchemaChange.SetColumnDefault change) {
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

    List<String> setNullability(String table, Column column) {
        String set = column.nullability() == Nullability.NOT_NULL ? "SET" : "DROP";
        return List.of(
                alter(
                        table,
                        "ALTER COLUMN %s %s NOT NULL".formatted(text.quote(column.name()), set)));
    }

    String addedConstraint(SchemaChange.AddConstraint change) {
        return constraints().of(change.constraint());
    }

    List<String> validate(SchemaChange.ValidateConstraint change) {
        throw lacks("constraints that are validated later", change.constraint(), "leave this out");
    }

    String dropConstraint(String quoted) {
        return "DROP CONSTRAINT " + quoted;
    }

    String dropIndex(SchemaChange.DropIndex change) {
        if (change.options().contains(Index.Option.CONCURRENTLY)) {
            throw lacks("DROP INDEX CONCURRENTLY", change.index(), "drop it without the option");
        }
        return "DROP INDEX %s%s".formatted(ifExists(change.existing()), indexName(change));
    }

    /** An index is in its table's schema. */
    final String indexName(SchemaChange.DropIndex change) {
        String schema = change.index().contains(".") ? "" : DdlText.schemaOf(change.table());
        return text.qualified(schema + change.index());
    }

    List<String> createView(SchemaChange.CreateView view) {
        String replacing = view.kind() == ViewKind.REPLACING ? "OR REPLACE " : "";
        return List.of(
                "CREATE %s%sVIEW %s AS\n%s"
                        .formatted(
                                replacing,
                                materialized(view.kind()),
                                text.qualified(view.view()),
                                view.query()));
    }

    String materialized(ViewKind kind) {
        if (kind == ViewKind.MATERIALIZED) {
            throw lacks("materialized views", "a view", "make it a plain one, or a table");
        }
        return "";
    }

    /** The values stand with each column of such a type. */
    List<String> createEnum(SchemaChange.CreateEnum change) {
        return List.of();
    }

    List<String> addEnumValue(SchemaChange.AddEnumValue change) {
        throw lacks(
                "types of names of their own",
                change.type(),
                "change the column's type to the longer list");
    }

    /** The values stood with each column of such a type. */
    List<String> dropEnum(SchemaChange.DropEnum change) {
        return List.of();
    }

    List<String> createPartition(SchemaChange.CreatePartition change) {
        throw lacks("partitioned tables", change.table(), "leave its parts out");
    }

    final String alter(String table, String what) {
        return "ALTER TABLE %s %s".formatted(text.qualified(table), what);
    }

    static String ifExists(Existing existing) {
        return existing == Existing.IGNORE ? "IF EXISTS " : "";
    }

    private static String unlessExists(Existing existing) {
        return existing == Existing.IGNORE ? "IF NOT EXISTS " : "";
    }

    final InvalidScriptException lacks(String what, String object, String advice) {
        return refused(
                "needs %s, which %s does not have".formatted(what, database), object, advice);
    }

    final InvalidScriptException refused(String why, String object, String advice) {
        String sentence =
                advice.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + advice.substring(1);
        return new InvalidScriptException(
                ErrorDetail.of(
                        ErrorKind.INVALID_SCRIPT,
                        "\"%s\" %s. %s.".formatted(object, why, sentence)),
                null);
    }
}
