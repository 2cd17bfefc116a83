package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StakeSql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The same on each database but PostgreSQL.
 *
 * @param schema the state table's
 * @param words where a database says a thing in words of its own
 */
record PlainStakeSql(String schema, LeaseSql.Words words) implements StakeSql {

    @Override
    public BoundSql count(Counted counted, long most) {
        String column = counted.column();
        return BoundSql.of(
                "SELECT count(*) FROM (SELECT 1 AS one FROM %s%s LIMIT %s) some_rows"
                        .formatted(
                                counted.table(),
                                column == null ? "" : " WHERE " + column + " IS NOT NULL",
                                most));
    }

    @Override
    public Optional<BoundSql> columns(String table) {
        return words.columns(table).map(BoundSql::of);
    }

    @Override
    public String selected(List<String> rows) {
        return rows.stream().map(words::quotedColumn).collect(Collectors.joining(", "));
    }

    @Override
    public BoundSql tables(@Nullable String schema, String part) {
        return BoundSql.of(words.operators(words.tables()), schema, schema, "%" + part + "%");
    }
}
