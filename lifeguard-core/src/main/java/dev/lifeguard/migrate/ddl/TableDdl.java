package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaChange.Dependents;
import dev.lifeguard.migrate.schema.SchemaChange.Existing;
import dev.lifeguard.migrate.schema.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables in SQL, with their rules and parts: what the databases write alike, and where they differ.
 */
abstract class TableDdl extends ColumnDdl {

    protected TableDdl(String database, DdlText text) {
        super(database, text);
    }

    protected abstract ConstraintSql constraints();

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
    protected List<String> comments(Table table) {
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

    /** A statement of its own, as PostgreSQL and H2 have it. */
    protected List<String> commentOnTable(SchemaChange.CommentOnTable comment) {
        return new CommentSql(text).onTable(comment);
    }

    /** Whether a rule of a table is written with its column. */
    protected boolean inColumn(Constraint constraint, Table table) {
        return false;
    }

    /** What stands behind a table's closing parenthesis. */
    protected String tableOptions(Table table) {
        if (table.partitioning() != null) {
            throw lacks("partitioned tables", table.name(), "leave partitionedBy out");
        }
        return "";
    }

    /** A column of a new table. */
    protected String column(Column column, Table table) {
        return column(column);
    }

    final String dropTable(SchemaChange.DropTable change) {
        return "DROP TABLE %s%s%s"
                .formatted(
                        ifExists(change.existing()),
                        text.qualified(change.table()),
                        change.dependents() == Dependents.CASCADE ? cascade() : "");
    }

    protected String cascade() {
        return " CASCADE";
    }

    final String renameTable(SchemaChange.RenameTable change) {
        return alter(change.table(), "RENAME TO " + renameTarget(change.table(), change.to()));
    }

    protected String renameTarget(String table, String to) {
        return text.quote(to);
    }

    protected String addedConstraint(SchemaChange.AddConstraint change) {
        return constraints().of(change.constraint());
    }

    protected List<String> validate(SchemaChange.ValidateConstraint change) {
        throw lacks("constraints that are validated later", change.constraint(), "leave this out");
    }

    protected String dropConstraint(String quoted) {
        return "DROP CONSTRAINT " + quoted;
    }

    protected List<String> createPartition(SchemaChange.CreatePartition change) {
        throw lacks("partitioned tables", change.table(), "leave its parts out");
    }
}
