package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a statement makes or drops.
 *
 * @param kind as messages call it
 * @param name without its schema; a column's behind that of its table and a dot
 * @param owner what it goes with: its table, or else its schema; may be empty
 */
record MadeObject(String kind, String name, String owner) {

    private static final String TABLE = "table";
    private static final String COLUMN = "column";

    /** What takes its indexes and triggers along. */
    private static final Set<String> OWNERS = Set.of(TABLE, "materialized view", "view");

    /** Whether dropping values is dropping it. */
    boolean holdsRows() {
        return kind.equals(TABLE) || kind.equals(COLUMN);
    }

    /** Whether it is gone where another is, or made where that is. */
    boolean goesWith(MadeObject other) {
        return (kind.equals(other.kind) && name.equals(other.name))
                || (OWNERS.contains(other.kind) && owner.equals(other.name))
                || (other.kind.equals("schema") && owner.equals(other.name))
                || other.kind.equals("all");
    }

    String drop() {
        int dot = name.indexOf('.');
        return kind.equals(COLUMN)
                ? "ALTER TABLE %s DROP COLUMN %s"
                        .formatted(
                                Identifier.quoted(owner),
                                Identifier.quoted(name.substring(dot + 1)))
                : kind.equals("trigger")
                        ? "DROP TRIGGER %s ON %s"
                                .formatted(Identifier.quoted(name), Identifier.quoted(owner))
                        : "DROP %s %s"
                                .formatted(kind.toUpperCase(Locale.ROOT), Identifier.quoted(name));
    }

    static List<MadeObject> madeBy(PgNode tree) {
        return switch (tree.type()) {
            case "CreateStmt" -> relation(TABLE, tree.node("relation"));
            case "ViewStmt" -> relation("view", tree.node("view"));
            case "CreateTableAsStmt" ->
                    relation(
                            tree.text("objtype").equals("OBJECT_MATVIEW")
                                    ? "materialized view"
                                    : TABLE,
                            tree.node("into").flatMap(it -> it.node("rel")));
            case "CreateSeqStmt" -> relation("sequence", tree.node("sequence"));
            case "IndexStmt" ->
                    tree.has("idxname")
                            ? List.of(
                                    new MadeObject(
                                            "index",
                                            tree.text("idxname"),
                                            Name.of(tree.node("relation").orElseThrow()).name()))
                            : List.of();
            case "CreateEnumStmt" -> named("type", Name.of(tree.list("typeName")));
            case "CompositeTypeStmt" -> relation("type", tree.node("typevar"));
            case "CreateDomainStmt" -> named("domain", Name.of(tree.list("domainname")));
            case "CreateFunctionStmt" -> tree.flag("replace") ? List.of() : routineOf(tree);
            case "CreateSchemaStmt" ->
                    List.of(new MadeObject("schema", tree.text("schemaname"), ""));
            case "CreateTrigStmt" ->
                    List.of(
                            new MadeObject(
                                    "trigger",
                                    tree.text("trigname"),
                                    Name.of(tree.node("relation").orElseThrow()).name()));
            case "AlterTableStmt" -> columns(tree, "AT_AddColumn");
            default -> List.of();
        };
    }

    /** The function or procedure of a CREATE, which may replace one. */
    static List<MadeObject> routineOf(PgNode create) {
        return named(
                create.flag("is_procedure") ? "procedure" : "function",
                Name.of(create.list("funcname")));
    }

    static List<MadeObject> droppedBy(PgNode tree) {
        if (tree.is("AlterTableStmt")) {
            return columns(tree, "AT_DropColumn");
        }
        if (!tree.is("DropStmt")) {
            return List.of();
        }
        List<MadeObject> dropped = new ArrayList<>();
        if (tree.text("behavior").equals("DROP_CASCADE")) {
            dropped.add(new MadeObject("all", "", ""));
        }
        String type = tree.text("removeType");
        String kind =
                type.equals("OBJECT_MATVIEW")
                        ? "materialized view"
                        : type.substring("OBJECT_".length()).toLowerCase(Locale.ROOT);
        for (PgNode object : tree.list("objects")) {
            Name name = nameOf(object);
            String owner = kind.equals("trigger") ? name.schema() : "";
            dropped.add(new MadeObject(kind, name.name(), owner));
        }
        return dropped;
    }

    private static Name nameOf(PgNode object) {
        return switch (object.type()) {
            case "List" -> Name.of(object.list("items"));
            case "ObjectWithArgs" -> Name.of(object.list("objname"));
            case "TypeName" -> Name.of(object.list("names"));
            case "String" -> new Name("", object.text("sval"));
            default -> new Name("", "");
        };
    }

    private static List<MadeObject> relation(String kind, Optional<PgNode> rangeVar) {
        return rangeVar.map(Name::of).map(it -> named(kind, it)).orElse(List.of());
    }

    private static List<MadeObject> named(String kind, Name name) {
        return List.of(new MadeObject(kind, name.name(), name.schema()));
    }

    private static List<MadeObject> columns(PgNode tree, String subtype) {
        String table = tree.node("relation").map(it -> it.text("relname")).orElse("");
        List<MadeObject> columns = new ArrayList<>();
        for (PgNode command : tree.list("cmds")) {
            if (command.is("AlterTableCmd") && command.text("subtype").equals(subtype)) {
                String column =
                        subtype.equals("AT_AddColumn")
                                ? command.node("def").map(it -> it.text("colname")).orElse("")
                                : command.text("name");
                columns.add(new MadeObject(COLUMN, table + "." + column, table));
            }
        }
        return columns;
    }
}
