package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.Table.Column;
import dev.lifeguard.migrate.lint.Table.Kind;
import dev.lifeguard.migrate.lint.Table.Origin;
import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A schema as PostgreSQL's catalogue has it. It reads, and nothing else. Used by one thread. */
final class PgSchema implements Schema {

    private final Connection connection;
    private final PgParser parser;
    private final Optional<String> first;

    /**
     * As a session sees it.
     *
     * @param first of its search path, where it is not that of the connection
     */
    PgSchema(Connection connection, PgParser parser, Optional<String> first) {
        this.connection = connection;
        this.parser = parser;
        this.first = first;
    }

    @Override
    public Optional<Table> table(Name name) {
        return ask(SchemaQueries.RELATION)
                .rows(row -> table(name, row), name.schema(), name.name())
                .stream()
                .findFirst();
    }

    private Table table(Name name, ResultSet row) throws SQLException {
        String kind = row.getString(2);
        Table table =
                new Table(
                        name,
                        kind.equals("v")
                                ? Kind.VIEW
                                : kind.equals("m") ? Kind.MATERIALIZED_VIEW : Kind.TABLE,
                        Origin.BEFORE);
        long id = row.getLong(1);
        if (!kind.equals("v")) {
            // The index of an empty table has a page.
            table.bytes(row.getLong(3) == 0 ? 0 : row.getLong(4));
        }
        if (kind.equals("p")) {
            table.partitionBy(texts(row.getArray(5)));
        }
        for (long i = row.getLong(6); i > 0; i--) {
            table.addPermissivePolicy();
        }
        ask(SchemaQueries.COLUMNS).rows(PgSchema::column, id).forEach(table::put);
        ask(SchemaQueries.CONSTRAINTS).rows(it -> constraint(table, it), id).stream()
                .flatMap(Optional::stream)
                .forEach(table::put);
        ask(SchemaQueries.TRIGGERS)
                .rows(it -> new Name(it.getString(1), it.getString(2)), id)
                .forEach(it -> table.triggers().put(it.schema(), it.name()));
        ask(SchemaQueries.PARTITIONS).rows(it -> partition(table, it), id);
        return table;
    }

    private static Column column(ResultSet row) throws SQLException {
        String type = row.getString(2);
        boolean array = type.startsWith("_");
        String schema = row.getString(3).equals("pg_catalog") ? "" : row.getString(3);
        String element = array ? type.substring(1) : type;
        return new Column(
                row.getString(1),
                new PgType(new Name(schema, element), limits(element, row.getInt(4)), array),
                row.getBoolean(5));
    }

    /** As numeric_in, varchartypmodin and timestamptypmodin write them. */
    private static List<Long> limits(String type, int modifier) {
        if (modifier < 0) {
            return List.of();
        }
        return switch (type) {
            case "varchar", "bpchar" -> List.of(modifier - 4L);
            case "numeric" ->
                    (modifier - 4) % 65536 == 0
                            ? List.of((long) (modifier - 4) / 65536)
                            : List.of((long) (modifier - 4) / 65536, (modifier - 4L) % 2048);
            case "timestamp", "timestamptz", "time", "timetz", "varbit", "bit" ->
                    List.of((long) modifier);
            default -> List.of();
        };
    }

    private Optional<TableConstraint> constraint(Table table, ResultSet row) throws SQLException {
        String sql =
                "ALTER TABLE t ADD CONSTRAINT %s %s"
                        .formatted(Identifier.quoted(row.getString(1)), row.getString(2));
        int valid = row.getBoolean(3) ? -1 : TableConstraint.NEVER;
        Name parent = new Name(row.getString(4), row.getString(5));
        try {
            PgNode definition =
                    parser.parse(sql)
                            .getFirst()
                            .tree()
                            .list("cmds")
                            .getFirst()
                            .node("def")
                            .orElseThrow();
            return Constraints.read(table, definition, Optional.empty(), valid)
                    .map(
                            it ->
                                    new TableConstraint(
                                            it.name(),
                                            it.kind(),
                                            it.columns(),
                                            parent.name().isEmpty() ? null : parent,
                                            it.proves(),
                                            valid));
        } catch (PgSyntaxError newer) {
            return Optional.empty();
        }
    }

    private static Name partition(Table table, ResultSet row) throws SQLException {
        Name partition = new Name(row.getString(1), row.getString(2));
        table.partitions().add(partition);
        if (row.getBoolean(3)) {
            table.defaultPartition(partition);
        }
        return partition;
    }

    @Override
    public Optional<Index> index(Name name) {
        return ask(
                        SchemaQueries.INDEXES
                                + "n.nspname {=} ?::pg_catalog.name AND c.relname {=}"
                                + " ?::pg_catalog.name")
                .rows(PgSchema::readIndex, name.schema(), name.name())
                .stream()
                .findFirst();
    }

    @Override
    public List<Index> indexesOf(Name table) {
        return ask(SchemaQueries.INDEXES
                        + "tn.nspname {=} ?::pg_catalog.name AND t.relname {=} ?::pg_catalog.name")
                .rows(PgSchema::readIndex, table.schema(), table.name());
    }

    private static Index readIndex(ResultSet row) throws SQLException {
        boolean all = row.getString(7) == null;
        return new Index(
                new Name(row.getString(1), row.getString(2)),
                new Name(row.getString(3), row.getString(4)),
                texts(row.getArray(5)),
                row.getBoolean(6) && all,
                all ? Index.Rows.ALL : row.getBoolean(8) ? Index.Rows.WITH_VALUE : Index.Rows.SOME);
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }

    @Override
    public Optional<Character> volatility(Name function) {
        String schema = function.schema();
        List<String> found =
                ask(SchemaQueries.VOLATILITY)
                        .rows(row -> row.getString(1), function.name(), schema, schema);
        return List.of('v', 's', 'i').stream()
                .filter(it -> found.contains(String.valueOf(it)))
                .findFirst();
    }

    @Override
    public List<Name> tablesThatCall(String function) {
        return ask(SchemaQueries.CALLERS)
                .rows(row -> new Name(row.getString(1), row.getString(2)), function);
    }

    @Override
    public boolean isConstrainedDomain(Name type) {
        return !ask(TypeQueries.CONSTRAINED_DOMAIN)
                .rows(row -> true, type.name(), type.schema(), type.schema())
                .isEmpty();
    }

    @Override
    public List<Name> tablesOf(Name domain) {
        return ask(TypeQueries.TABLES_OF_DOMAIN)
                .rows(
                        row -> new Name(row.getString(1), row.getString(2)),
                        domain.name(),
                        domain.schema(),
                        domain.schema());
    }

    @Override
    public boolean hasEnumValue(Name type, String value) {
        return !ask(TypeQueries.ENUM_VALUE)
                .rows(row -> true, type.name(), type.schema(), type.schema(), value)
                .isEmpty();
    }

    @Override
    public List<String> searchPath() {
        List<String> path = new ArrayList<>(first.stream().toList());
        ask("SELECT s.name FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) s(name)")
                .rows(row -> row.getString(1))
                .stream()
                .filter(it -> !path.contains(it))
                .forEach(path::add);
        return path.isEmpty() ? List.of("public") : path;
    }

    @Override
    public int version() {
        return ask("SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4")
                .rows(row -> row.getInt(1))
                .getFirst();
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.SCHEMA;
    }

    private CatalogQuery ask(String sql) {
        return new CatalogQuery(connection, sql);
    }
}
