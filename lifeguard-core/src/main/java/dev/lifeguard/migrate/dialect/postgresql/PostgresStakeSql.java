package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The same on PostgreSQL.
 *
 * <p>A row that the migration put there, which puts it there again, is not counted where that is
 * sure: its last writer ({@code xmin}) is the transaction that wrote the migration's row of the
 * history and made the table, or is that of another migration that is rolled back too and, as its
 * text tells, inserts rows into the table and changes none; but not where a trigger may do that, or
 * where all of the history has one writer, as behind a restore of its rows. That tells the rows of
 * a backfill, and those of a table that a later migration has written anew, from them. A restore in
 * one transaction would look the same, but makes the history's table, too. The transaction that
 * made a table is that of its column {@code ctid}, which nothing changes later.
 */
final class PostgresStakeSql implements StakeSql {

    private final QuotedTable state;

    PostgresStakeSql(QuotedTable state) {
        this.state = state;
    }

    @Override
    public String schema() {
        return state.schema();
    }

    @Override
    public Optional<BoundSql> find(String table) {
        return Optional.of(
                own(
                        """
                        SELECT pg_catalog.quote_ident(n.nspname) {||} '.'
                               {||} pg_catalog.quote_ident(c.relname)
                        FROM pg_catalog.pg_class c
                        JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                        WHERE c.oid {=} pg_catalog.to_regclass(?)
                        AND c.relkind {=} ANY ('{r,p}')
                        """,
                        table));
    }

    @Override
    public Optional<BoundSql> findColumn(String table, String column) {
        return Optional.of(
                own(
                        """
                        SELECT 1 FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid {=} ?::pg_catalog.regclass AND a.attnum {>} 0
                        AND NOT a.attisdropped AND a.attgenerated {=} ''
                        AND a.attname {=} (pg_catalog.parse_ident(?))[1]::pg_catalog.name
                        """,
                        table,
                        column));
    }

    @Override
    public BoundSql count(Counted counted, long most) {
        String column = counted.column();
        return own(
                """
                SELECT pg_catalog.count(*) FROM (
                    SELECT FROM {table} AS counted
                    WHERE {condition}
                    NOT (counted.xmin {=} ANY (ARRAY(
                        SELECT m.xmin FROM {state} m
                        WHERE ((m.version {=} ANY (?::pg_catalog.int8[])
                                AND 1 {<} (SELECT pg_catalog.count(DISTINCT h.xmin::text)
                                           FROM {state} h)
                                AND NOT EXISTS (
                                    SELECT FROM pg_catalog.pg_trigger t
                                    WHERE t.tgrelid {=} ?::pg_catalog.regclass
                                    AND NOT t.tgisinternal))
                            OR (m.version {=} ? AND m.xmin {=} (
                                SELECT a.xmin FROM pg_catalog.pg_attribute a
                                WHERE a.attrelid {=} ?::pg_catalog.regclass
                                AND a.attname {=} 'ctid')))
                        AND NOT m.xmin {=} (
                            SELECT a.xmin FROM pg_catalog.pg_attribute a
                            WHERE a.attrelid {=} ?::pg_catalog.regclass AND a.attname {=} 'ctid')
                    )))
                    LIMIT {most}
                ) AS all_of_them
                """
                        .replace("{most}", Long.toString(most))
                        .replace(
                                "{condition}",
                                column == null ? "" : "counted." + column + " IS NOT NULL AND")
                        .replace("{state}", state.qualified())
                        .replace("{table}", counted.table()),
                array(counted.insertOnly()),
                counted.table(),
                counted.version(),
                counted.table(),
                state.qualified());
    }

    private static String array(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public boolean knowsWriters() {
        return true;
    }

    // The drop that follows takes a stronger one.
    @Override
    public List<BoundSql> keepStill(String table) {
        return List.of(BoundSql.of("LOCK TABLE " + table + " IN SHARE MODE"));
    }

    /** A type of one's own as text: the way down may drop the type, too. */
    @Override
    public Optional<BoundSql> columns(String table) {
        return Optional.of(
                own(
                        """
                        SELECT pg_catalog.string_agg(
                            pg_catalog.quote_ident(a.attname)
                            {||} CASE WHEN a.atttypid {>=} 16384::pg_catalog.oid
                                 THEN '::pg_catalog.text AS '
                                      {||} pg_catalog.quote_ident(a.attname)
                                 ELSE '' END, ', ' ORDER BY a.attnum)
                        FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid {=} ?::pg_catalog.regclass AND a.attnum {>} 0
                        AND NOT a.attisdropped
                        """,
                        table));
    }

    @Override
    public BoundSql tables(@Nullable String schema, String part) {
        return own(
                """
                SELECT pg_catalog.quote_ident(n.nspname), c.relname
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                WHERE c.relkind {=} ANY ('{r,p}')
                AND NOT n.nspname::pg_catalog.text {~} '^(pg_|information_schema$)'
                AND (?::pg_catalog.text IS NULL
                     OR n.nspname {=} ?::pg_catalog.name)
                AND pg_catalog.strpos(c.relname::pg_catalog.text, ?) {>} 0
                ORDER BY n.nspname, c.relname
                """,
                schema,
                schema,
                part);
    }

    private static BoundSql own(String readable, @Nullable Object... values) {
        return BoundSql.of(PgCatalog.sql(readable), values);
    }
}
