package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.schema.Index;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaChange.Dependents;
import dev.lifeguard.migrate.schema.SchemaChange.ViewKind;
import java.util.List;

/**
 * Changes to a schema in SQL: what the databases write alike, and the parts in which they differ.
 * Tables and columns are in the classes that it extends; all else is here.
 *
 * <p>What a database does not have it refuses; nothing is left out silently.
 */
public abstract class StandardDdl extends TableDdl {

    protected StandardDdl(String database, DdlText text) {
        super(database, text);
    }

    /** The statements that make a change, in their order. */
    public final List<String> render(SchemaChange change) {
        return switch (change) {
            case SchemaChange.CreateSchema it -> createSchema(it);
            case SchemaChange.DropSchema it -> dropSchema(it);
            case SchemaChange.CreateSequence it -> createSequence(it);
            case SchemaChange.DropSequence it -> dropSequence(it);
            case SchemaChange.CreateTable it -> createTable(it.table(), it.existing());
            case SchemaChange.DropTable it -> List.of(dropTable(it));
            case SchemaChange.RenameTable it -> List.of(renameTable(it));
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
            case SchemaChange.DropView it -> List.of(dropView(it));
            case SchemaChange.CreateEnum it -> createEnum(it);
            case SchemaChange.AddEnumValue it -> addEnumValue(it);
            case SchemaChange.DropEnum it -> dropEnum(it);
            case SchemaChange.CreatePartition it -> createPartition(it);
            case SchemaChange.CommentOnTable it -> commentOnTable(it);
            case SchemaChange.CommentOnColumn it -> commentOnColumn(it.table(), it.column());
        };
    }

    protected abstract IndexSql indexes();

    protected List<String> createSchema(SchemaChange.CreateSchema change) {
        return List.of(
                "CREATE SCHEMA %s%s"
                        .formatted(unlessExists(change.existing()), text.quote(change.schema())));
    }

    protected List<String> dropSchema(SchemaChange.DropSchema change) {
        return List.of(
                "DROP SCHEMA %s%s%s"
                        .formatted(
                                ifExists(change.existing()),
                                text.quote(change.schema()),
                                change.dependents() == Dependents.CASCADE ? " CASCADE" : ""));
    }

    protected List<String> createSequence(SchemaChange.CreateSequence change) {
        return List.of(
                "CREATE SEQUENCE %s%s START WITH %s INCREMENT BY %s"
                        .formatted(
                                unlessExists(change.existing()),
                                text.qualified(change.sequence()),
                                change.start(),
                                change.step()));
    }

    protected List<String> dropSequence(SchemaChange.DropSequence change) {
        return List.of(
                "DROP SEQUENCE %s%s"
                        .formatted(ifExists(change.existing()), text.qualified(change.sequence())));
    }

    protected String dropIndex(SchemaChange.DropIndex change) {
        if (change.options().contains(Index.Option.CONCURRENTLY)) {
            throw lacks("DROP INDEX CONCURRENTLY", change.index(), "drop it without the option");
        }
        return "DROP INDEX %s%s".formatted(ifExists(change.existing()), indexName(change));
    }

    /** An index is in its table's schema. */
    protected final String indexName(SchemaChange.DropIndex change) {
        String schema = change.index().contains(".") ? "" : DdlText.schemaOf(change.table());
        return text.qualified(schema + change.index());
    }

    protected List<String> createView(SchemaChange.CreateView view) {
        String replacing = view.kind() == ViewKind.REPLACING ? "OR REPLACE " : "";
        return List.of(
                "CREATE %s%sVIEW %s AS\n%s"
                        .formatted(
                                replacing,
                                materialized(view.kind()),
                                text.qualified(view.view()),
                                view.query()));
    }

    private String dropView(SchemaChange.DropView view) {
        return "DROP %sVIEW %s%s"
                .formatted(
                        materialized(view.kind()),
                        ifExists(view.existing()),
                        text.qualified(view.view()));
    }

    protected String materialized(ViewKind kind) {
        if (kind == ViewKind.MATERIALIZED) {
            throw lacks("materialized views", "a view", "make it a plain one, or a table");
        }
        return "";
    }

    /** The values stand with each column of such a type. */
    protected List<String> createEnum(SchemaChange.CreateEnum change) {
        return List.of();
    }

    protected List<String> addEnumValue(SchemaChange.AddEnumValue change) {
        throw lacks(
                "types of names of their own",
                change.type(),
                "change the column's type to the longer list");
    }

    /** The values stood with each column of such a type. */
    protected List<String> dropEnum(SchemaChange.DropEnum change) {
        return List.of();
    }
}
