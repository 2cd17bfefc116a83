package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.Constraint.ForeignKey.Action;
import dev.lifeguard.migrate.schema.Index;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaChange.AddColumn;
import dev.lifeguard.migrate.schema.SchemaChange.AddConstraint;
import dev.lifeguard.migrate.schema.SchemaChange.CreateIndex;
import dev.lifeguard.migrate.schema.SchemaChange.CreatePartition;
import dev.lifeguard.migrate.schema.SchemaChange.CreateTable;
import dev.lifeguard.migrate.schema.SchemaChange.CreateView;
import dev.lifeguard.migrate.schema.SchemaChange.Dependents;
import dev.lifeguard.migrate.schema.SchemaChange.DropIndex;
import dev.lifeguard.migrate.schema.SchemaChange.DropTable;
import dev.lifeguard.migrate.schema.SchemaChange.DropView;
import dev.lifeguard.migrate.schema.SchemaChange.Existing;
import dev.lifeguard.migrate.schema.SchemaChange.SetColumnDefault;
import dev.lifeguard.migrate.schema.SchemaChange.ViewKind;
import dev.lifeguard.migrate.schema.Table;
import dev.lifeguard.migrate.schema.Table.PartitionBounds;
import dev.lifeguard.migrate.schema.Table.Partitioning.Method;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Changes to an empty database, in their order; each case by its name. */
final class DdlCases {

    private static final Column ID = Column.of("id", ColumnType.bigInteger()).identity();
    private static final Column N = Column.of("n", ColumnType.integer());

    private DdlCases() {}

    /** For a database: a collation is none that another one knows. */
    static Map<String, List<SchemaChange>> all(String database) {
        Map<String, List<SchemaChange>> cases = new TreeMap<>();
        Arrays.stream(ColumnType.Plain.values())
                .forEach(
                        type ->
                                cases.put(
                                        "type_" + type.name().toLowerCase(Locale.ROOT),
                                        typed(type)));
        cases.put("type_decimal", typed(ColumnType.decimal(12, 2)));
        cases.put("type_character", typed(ColumnType.character(3)));
        cases.put("type_varchar", typed(ColumnType.varchar(40)));
        cases.put("type_array", typed(ColumnType.arrayOf(ColumnType.integer())));
        cases.put("type_named", typed(ColumnType.named("integer")));
        cases.put("literals", literals());
        cases.put("columns", columns());
        cases.put("references", references());
        cases.put("actions", actions());
        cases.put("tables", tables());
        cases.put("indexes", indexes());
        cases.put("views", views());
        cases.put("names", names());
        cases.put("enums", enums());
        cases.put("partitions", partitions());
        cases.put("comments", comments());
        cases.put("rules", rules());
        cases.put("nulls_not_distinct", nullsNotDistinct());
        cases.put("collations", collations(collation(database)));
        cases.put("values", values());
        cases.put("added_rules", addedRules());
        cases.put("unique_indexes", uniqueIndexes());
        cases.put("schemas", schemas());
        cases.put("sequences", sequences());
        return cases;
    }

    private static List<SchemaChange> typed(ColumnType type) {
        return List.of(table(Table.named("t").column(Column.of("c", type))));
    }

    private static CreateTable table(Table table) {
        return new CreateTable(table, Existing.FAIL);
    }

    private static CreateIndex index(Index index) {
        return new CreateIndex(index);
    }

    private static List<SchemaChange> literals() {
        Stream<Object> values =
                Stream.of(
                        "it's a \\ backslash",
                        -7,
                        new BigDecimal("1.50"),
                        true,
                        LocalDate.of(2024, 2, 29),
                        LocalTime.of(10, 30),
                        LocalDateTime.of(2024, 2, 29, 10, 30),
                        UUID.fromString("00000000-0000-0000-0000-000000000001"));
        Table table = Table.named("t");
        for (Object value : values.toList()) {
            String name = "c_" + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            table = table.column(Column.of(name, ColumnType.varchar(60)).defaultValue(value));
        }
        return List.of(table(table));
    }

    private static List<SchemaChange> columns() {
        Column text = Column.of("c", ColumnType.varchar(20));
        return List.of(
                table(Table.named("t").column(ID).column(N.notNull()).primaryKey("id")),
                table(Table.named("sums").column(N).column(computed())),
                new AddColumn("t", text),
                new AddColumn("t", Column.of("at", ColumnType.timestamp()).defaultNow()),
                new SetColumnDefault("t", "n", new Column.Literal(5)),
                new SetColumnDefault("t", "n", new Column.Expression("1 + 1")),
                new SetColumnDefault("t", "n", null),
                new SchemaChange.SetColumnNullability("t", text.notNull()),
                new SchemaChange.SetColumnNullability("t", text),
                new SchemaChange.SetColumnType("t", Column.of("c", ColumnType.text()), null),
                new SchemaChange.SetColumnType(
                        "t", Column.of("n", ColumnType.bigInteger()), "n + 1"),
                new SchemaChange.RenameColumn("t", "c", "words"),
                new SchemaChange.DropColumn("t", "words"));
    }

    private static Column computed() {
        return Column.of("twice", ColumnType.integer()).generatedAs("n * 2");
    }

    private static List<SchemaChange> references() {
        Table orders = Table.named("orders").column(ID).column(N).primaryKey("id").unique("n");
        Constraint.ForeignKey key =
                Constraint.foreignKey("lines_fk", "n")
                        .references("orders", "n")
                        .onDelete(Action.CASCADE)
                        .onUpdate(Action.RESTRICT);
        return List.of(
                table(orders),
                table(Table.named("lines").column(ID).column(N).primaryKey("id").constraint(key)),
                new AddConstraint("lines", Constraint.check("lines_check", "n <> 7")),
                new SchemaChange.DropConstraint("lines", "lines_fk"));
    }

    private static List<SchemaChange> actions() {
        Table other = Table.named("other").column(N.notNull()).primaryKey("n");
        Table t = Table.named("t").column(N).column(Column.of("d", ColumnType.integer()));
        Constraint.ForeignKey none = Constraint.foreignKey("t_none", "n").references("other", "n");
        Constraint.ForeignKey late = Constraint.foreignKey("u_late", "n").references("other", "n");
        return List.of(
                table(other),
                table(t.constraint(none.onDelete(Action.SET_NULL).onUpdate(Action.NO_ACTION))),
                table(
                        Table.named("s")
                                .column(N)
                                .constraint(
                                        Constraint.foreignKey("s_default", "n")
                                                .references("other", "n")
                                                .onDelete(Action.SET_DEFAULT))),
                table(
                        Table.named("u")
                                .column(N)
                                .constraint(late.with(Constraint.Option.DEFERRABLE))));
    }

    private static List<SchemaChange> tables() {
        return List.of(
                table(Table.named("t").column(N)),
                new CreateTable(Table.named("t").column(N), Existing.IGNORE),
                table(Table.named("none")),
                new SchemaChange.RenameTable("t", "u"),
                new DropTable("u", Existing.FAIL, Dependents.RESTRICT),
                new DropTable("u", Existing.IGNORE, Dependents.CASCADE));
    }

    private static List<SchemaChange> indexes() {
        Index plain = Index.on("t_n", "t", "n").unique();
        return List.of(
                table(Table.named("t").column(N).column(Column.of("c", ColumnType.varchar(9)))),
                index(plain),
                index(plain.with(Index.Option.IF_NOT_EXISTS)),
                index(Index.on("t_down", "t").key(Index.Key.column("n").descending())),
                index(Index.on("t_first", "t").key(Index.Key.column("n").nullsFirst())),
                index(Index.on("t_last", "t").key(Index.Key.column("n").nullsLast())),
                index(Index.on("t_low", "t").key(Index.Key.expression("lower(c)"))),
                index(Index.on("t_some", "t", "n").where("n > 0")),
                index(Index.on("t_with", "t", "n").include("c")),
                index(Index.on("t_hash", "t", "n").using("hash")),
                index(Index.on("t_ops", "t").key(Index.Key.column("c").operatorClass("text_ops"))),
                index(Index.on("t_free", "t", "n").concurrently()),
                new DropIndex("t_n", "t", Existing.FAIL, Set.of()),
                new DropIndex("t_n", "t", Existing.IGNORE, Set.of()),
                new DropIndex("t_free", "t", Existing.IGNORE, Set.of(Index.Option.CONCURRENTLY)));
    }

    private static List<SchemaChange> views() {
        return List.of(
                new CreateView("v", "SELECT 1 AS n", ViewKind.PLAIN),
                new CreateView("v", "SELECT 2 AS n", ViewKind.REPLACING),
                new CreateView("m", "SELECT 1 AS n", ViewKind.MATERIALIZED),
                new DropView("m", ViewKind.MATERIALIZED, Existing.FAIL),
                new DropView("v", ViewKind.PLAIN, Existing.FAIL),
                new DropView("v", ViewKind.PLAIN, Existing.IGNORE));
    }

    private static List<SchemaChange> names() {
        return List.of(
                table(Table.named("order").column(N)),
                table(Table.named("Mixed").column(Column.of("two words", ColumnType.integer()))),
                table(Table.named("plain").column(Column.of("user", ColumnType.integer()))));
    }

    private static List<SchemaChange> enums() {
        return List.of(
                new SchemaChange.CreateEnum("mood", List.of("sad", "so so")),
                table(Table.named("t").column(Column.of("c", mood()))),
                new SchemaChange.AddEnumValue("mood", "glad"),
                new DropTable("t", Existing.FAIL, Dependents.RESTRICT),
                new SchemaChange.DropEnum("mood"));
    }

    private static ColumnType mood() {
        return ColumnType.enumeration("mood", "sad", "so so");
    }

    private static List<SchemaChange> partitions() {
        return List.of(
                table(Table.named("r").column(N).partitionedBy(Method.RANGE, "n")),
                new CreatePartition("r1", "r", new PartitionBounds.Range(List.of(1), List.of(9))),
                new CreatePartition("r2", "r", new PartitionBounds.Rest()),
                table(Table.named("l").column(N).partitionedBy(Method.LIST, "n")),
                new CreatePartition("l1", "l", new PartitionBounds.Values(List.of(1, 2))),
                table(Table.named("h").column(N).partitionedBy(Method.HASH, "n")),
                new CreatePartition("h1", "h", new PartitionBounds.Hash(2, 0)));
    }

    private static List<SchemaChange> comments() {
        return List.of(
                table(Table.named("t").column(N.comment("how many")).comment("it's one")),
                table(Table.named("u").column(N)),
                new SchemaChange.CommentOnTable("u", "what"),
                new SchemaChange.CommentOnTable("u", null),
                new SchemaChange.CommentOnColumn("u", N.comment("which")),
                new SchemaChange.CommentOnColumn("u", N));
    }

    private static List<SchemaChange> rules() {
        Constraint.Exclusion apart =
                Constraint.exclusion("t_apart", "gist")
                        .element("box(point(n, n), point(n, n))", "&&")
                        .where("n > 0");
        return List.of(
                table(Table.named("t").column(N)),
                new AddConstraint("t", apart),
                new AddConstraint(
                        "t",
                        Constraint.unique("t_once", "n")
                                .with(Constraint.Option.INITIALLY_DEFERRED)),
                new AddConstraint(
                        "t", Constraint.check("t_late", "n > 0").with(Constraint.Option.NOT_VALID)),
                new SchemaChange.ValidateConstraint("t", "t_late"));
    }

    private static String collation(String database) {
        return switch (database) {
            case "sqlite" -> "NOCASE";
            case "mariadb" -> "utf8mb4_bin";
            default -> "C";
        };
    }

    private static List<SchemaChange> collations(String collation) {
        Column text = Column.of("c", ColumnType.varchar(9)).collate(collation);
        Column plain = Column.of("d", ColumnType.varchar(9));
        Index index = Index.on("t_c", "t").key(Index.Key.column("d").collate(collation));
        return List.of(
                table(Table.named("t").column(plain)),
                table(Table.named("u").column(text)),
                new AddColumn("t", text),
                new SchemaChange.SetColumnType("t", plain.collate(collation), null),
                index(index));
    }

    private static List<SchemaChange> values() {
        return List.of(
                table(
                        Table.named("t")
                                .column(Column.of("a", ColumnType.integer()).defaultValue(1))
                                .column(Column.of("b", ColumnType.varchar(9)).defaultValue("x"))
                                .column(
                                        Column.of("c", ColumnType.integer())
                                                .defaultExpression("1 + 1"))
                                .column(
                                        Column.of("d", ColumnType.timestamp())
                                                .notNull()
                                                .defaultNow())
                                .column(Column.of("n", ColumnType.integer()))
                                .column(computed())),
                new AddColumn("t", Column.of("e", ColumnType.bool()).notNull().defaultValue(false)),
                new SetColumnDefault("t", "d", new Column.Now()),
                new SetColumnDefault("t", "d", new Column.Identity()),
                new SetColumnDefault("t", "d", new Column.Generated("n + 1")),
                table(Table.named("w").column(Column.of("c", ColumnType.text()).identity())));
    }

    private static List<SchemaChange> addedRules() {
        Table other = Table.named("o").column(N.notNull()).column(Column.of("m", N.type()));
        Constraint.ForeignKey key =
                Constraint.foreignKey("t_key", "m", "n").references("o", "m", "n");
        return List.of(
                table(other.primaryKey("n").unique("m", "n")),
                table(Table.named("t").column(N.notNull()).column(Column.of("m", N.type()))),
                new AddConstraint("t", Constraint.primaryKey("t_pk", "n")),
                new AddConstraint("t", Constraint.unique("t_two", "n", "m")),
                new AddConstraint("t", key.onDelete(Action.RESTRICT).onUpdate(Action.CASCADE)),
                new AddConstraint(
                        "t",
                        Constraint.foreignKey("t_late", "n")
                                .references("o", "n")
                                .onUpdate(Action.SET_NULL)
                                .with(Constraint.Option.NOT_VALID)),
                new SchemaChange.DropConstraint("t", "t_key"));
    }

    private static List<SchemaChange> uniqueIndexes() {
        Index once = Index.on("t_once", "t", "n").unique();
        return List.of(
                table(Table.named("t").column(N).column(Column.of("c", ColumnType.varchar(9)))),
                index(once.include("c")),
                index(Index.on("t_tree", "t", "n").using("btree")),
                index(Index.on("t_part", "t", "n").unique().where("n > 0")),
                index(Index.on("t_expr", "t").unique().key(Index.Key.expression("n + 1"))),
                new SchemaChange.RenameTable("t", "u"),
                new DropTable("u", Existing.FAIL, Dependents.CASCADE));
    }

    private static List<SchemaChange> schemas() {
        return List.of(
                new SchemaChange.CreateSchema("ddl_one", Existing.FAIL),
                new SchemaChange.CreateSchema("ddl_one", Existing.IGNORE),
                new SchemaChange.DropSchema("ddl_one", Existing.FAIL, Dependents.RESTRICT),
                new SchemaChange.DropSchema("ddl_one", Existing.IGNORE, Dependents.CASCADE));
    }

    private static List<SchemaChange> sequences() {
        return List.of(
                new SchemaChange.CreateSequence("numbers", 5, 2, Existing.FAIL),
                new SchemaChange.CreateSequence("numbers", 1, 1, Existing.IGNORE),
                new SchemaChange.CreateSequence("down", -1, -1, Existing.FAIL),
                new SchemaChange.DropSequence("numbers", Existing.FAIL),
                new SchemaChange.DropSequence("numbers", Existing.IGNORE));
    }

    private static List<SchemaChange> nullsNotDistinct() {
        Constraint.Unique one =
                Constraint.unique("t_one", "n").with(Constraint.Option.NULLS_NOT_DISTINCT);
        Index two = Index.on("t_two", "t", "n").unique();
        return List.of(
                table(Table.named("t").column(N).constraint(one)),
                index(two.with(Index.Option.NULLS_NOT_DISTINCT)));
    }
}
