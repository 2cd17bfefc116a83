package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.ddl.ConstraintSql;
import dev.lifeguard.migrate.ddl.DdlText;
import dev.lifeguard.migrate.ddl.IndexSql;
import dev.lifeguard.migrate.ddl.StandardDdl;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.Constraint.ForeignKey.Action;
import dev.lifeguard.migrate.schema.Index;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaChange.ViewKind;
import dev.lifeguard.migrate.schema.Table;
import dev.lifeguard.migrate.schema.Table.PartitionBounds;
import dev.lifeguard.migrate.schema.Table.Partitioning;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes to a schema in PostgreSQL's SQL. */
public final class PostgresDdl extends StandardDdl {

    private final Reach reach;

    /**
     * How much of PostgreSQL's DDL a database has.
     *
     * @param options of constraints
     * @param exclusions whether it has exclusion constraints
     * @param index the parts of an index
     * @param partitions whether tables are partitioned as PostgreSQL's are
     */
    private record Reach(
            Set<Constraint.Option> options,
            ConstraintSql.Exclusions exclusions,
            Set<IndexSql.Part> index,
            Partitions partitions) {}

    private enum Partitions {
        KNOWN,
        UNKNOWN
    }

    public PostgresDdl(UnaryOperator<String> quote) {
        this(
                "PostgreSQL",
                quote,
                new Reach(
                        EnumSet.allOf(Constraint.Option.class),
                        ConstraintSql.Exclusions.KNOWN,
                        IndexSql.Part.postgresql(),
                        Partitions.KNOWN));
    }

    private PostgresDdl(String database, UnaryOperator<String> quote, Reach reach) {
        super(database, new DdlText(quote, DdlText.Backslash.ORDINARY));
        this.reach = reach;
    }

    /**
     * What of it CockroachDB and YugabyteDB document; what else they lack the server refuses.
     *
     * <p>Source: CockroachDB's documentation, page "PostgreSQL Compatibility"; YugabyteDB's, page
     * "PostgreSQL compatibility".
     */
    public static PostgresDdl on(Lookalike product, UnaryOperator<String> quote) {
        Set<IndexSql.Part> index = IndexSql.Part.postgresql();
        index.remove(IndexSql.Part.NULLS_NOT_DISTINCT);
        Reach reach =
                switch (product) {
                    case COCKROACHDB ->
                            new Reach(
                                    EnumSet.of(Constraint.Option.NOT_VALID),
                                    ConstraintSql.Exclusions.UNKNOWN,
                                    index,
                                    Partitions.UNKNOWN);
                    case YUGABYTEDB ->
                            new Reach(
                                    EnumSet.complementOf(
                                            EnumSet.of(Constraint.Option.NULLS_NOT_DISTINCT)),
                                    ConstraintSql.Exclusions.UNKNOWN,
                                    index,
                                    Partitions.KNOWN);
                };
        return new PostgresDdl(product.title(), quote, reach);
    }

    @Override
    protected ConstraintSql constraints() {
        return new ConstraintSql(
                this, reach.options(), EnumSet.allOf(Action.class), reach.exclusions());
    }

    @Override
    protected IndexSql indexes() {
        return new IndexSql(this, reach.index());
    }

    @Override
    protected String type(ColumnType type, String column) {
        return switch (type) {
            case ColumnType.Plain plain -> plain(plain);
            case ColumnType.Decimal it -> "numeric(%s, %s)".formatted(it.precision(), it.scale());
            case ColumnType.FixedText it -> "char(%s)".formatted(it.length());
            case ColumnType.Varchar it -> "varchar(%s)".formatted(it.length());
            case ColumnType.Array it -> type(it.element(), column) + "[]";
            case ColumnType.Enumeration it -> text.qualified(it.typeName());
            case ColumnType.Named it -> it.sql();
        };
    }

    private static String plain(ColumnType.Plain type) {
        return switch (type) {
            case SMALL_INTEGER -> "smallint";
            case INTEGER -> "integer";
            case BIG_INTEGER -> "bigint";
            case REAL -> "real";
            case DOUBLE_PRECISION -> "double precision";
            case BOOLEAN -> "boolean";
            case TEXT -> "text";
            case BYTES -> "bytea";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMP_TZ -> "timestamptz";
            case INTERVAL -> "interval";
            case UUID -> "uuid";
            case JSON -> "json";
            case JSONB -> "jsonb";
        };
    }

    @Override
    protected String identity() {
        return "GENERATED BY DEFAULT AS IDENTITY";
    }

    @Override
    protected String tableOptions(Table table) {
        Partitioning by = table.partitioning();
        if (reach.partitions() == Partitions.UNKNOWN) {
            return super.tableOptions(table);
        }
        return by == null
                ? ""
                : " PARTITION BY %s (%s)"
                        .formatted(by.method().name(), String.join(", ", by.expressions()));
    }

    @Override
    protected List<String> createPartition(SchemaChange.CreatePartition change) {
        if (reach.partitions() == Partitions.UNKNOWN) {
            return super.createPartition(change);
        }
        return List.of(
                "CREATE TABLE %s PARTITION OF %s %s"
                        .formatted(
                                text.qualified(change.partition()),
                                text.qualified(change.table()),
                                bounds(change.bounds())));
    }

    private String bounds(PartitionBounds bounds) {
        return switch (bounds) {
            case PartitionBounds.Range range ->
                    "FOR VALUES FROM %s TO %s"
                            .formatted(text.literals(range.from()), text.literals(range.to()));
            case PartitionBounds.Values list -> "FOR VALUES IN " + text.literals(list.values());
            case PartitionBounds.Hash hash ->
                    "FOR VALUES WITH (MODULUS %s, REMAINDER %s)"
                            .formatted(hash.modulus(), hash.remainder());
            case PartitionBounds.Rest rest -> "DEFAULT";
        };
    }

    @Override
    protected List<String> setType(SchemaChange.SetColumnType change) {
        return alterType(change, "TYPE");
    }

    @Override
    protected List<String> validate(SchemaChange.ValidateConstraint change) {
        return List.of(
                alter(change.table(), "VALIDATE CONSTRAINT " + text.quote(change.constraint())));
    }

    @Override
    protected String dropIndex(SchemaChange.DropIndex change) {
        boolean concurrently = change.options().contains(Index.Option.CONCURRENTLY);
        return "DROP INDEX %s%s%s"
                .formatted(
                        concurrently ? "CONCURRENTLY " : "",
                        ifExists(change.existing()),
                        indexName(change));
    }

    @Override
    protected String materialized(ViewKind kind) {
        return kind == ViewKind.MATERIALIZED ? "MATERIALIZED " : "";
    }

    @Override
    protected List<String> createEnum(SchemaChange.CreateEnum change) {
        return List.of(
                "CREATE TYPE %s AS ENUM %s"
                        .formatted(text.qualified(change.type()), text.literals(change.values())));
    }

    @Override
    protected List<String> addEnumValue(SchemaChange.AddEnumValue change) {
        return List.of(
                "ALTER TYPE %s ADD VALUE %s"
                        .formatted(text.qualified(change.type()), text.string(change.value())));
    }

    @Override
    protected List<String> dropEnum(SchemaChange.DropEnum change) {
        return List.of("DROP TYPE " + text.qualified(change.type()));
    }
}
