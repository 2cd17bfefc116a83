package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows of PostgreSQL, from its catalogue; a table's key is its number there. */
final class PgSeedSql implements SeedSql {

    private static final String NOT_NULL = "23502";

    private static final String TABLES =
            PgCatalog.sql(
                    """
                    SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname), c.relname
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                    WHERE (c.relkind {=} ANY ('{r,p}'::pg_catalog."char"[])) AND NOT c.relispartition
                    AND (n.nspname {!~} '^pg_') AND (n.nspname {<>} 'information_schema')
                    ORDER BY 2
                    """);

    private static final String COLUMNS =
            PgCatalog.sql(
                    """
                    SELECT pg_catalog.quote_ident(a.attname), b.typname, b.typcategory,
                        CASE WHEN t.typbasetype {=} 0 THEN a.atttypmod ELSE t.typtypmod END,
                        ARRAY(SELECT e.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum e
                            WHERE e.enumtypid {=} b.oid ORDER BY e.enumsortorder),
                        pg_catalog.array_to_string(ARRAY(
                            SELECT pg_catalog.pg_get_constraintdef(k.oid)
                            FROM pg_catalog.pg_constraint k
                            WHERE (k.contype {=} 'c') AND ((k.contypid {=} t.oid)
                            OR ((k.conrelid {=} a.attrelid)
                                AND (k.conkey {=} ARRAY[a.attnum])))), ' '),
                        coalesce(f.confrelid, 0), pg_catalog.quote_ident(p.attname)
                    FROM pg_catalog.pg_attribute a
                    JOIN pg_catalog.pg_type t ON t.oid {=} a.atttypid
                    JOIN pg_catalog.pg_type b ON b.oid
                        {=} CASE WHEN t.typbasetype {=} 0 THEN t.oid ELSE t.typbasetype END
                    LEFT JOIN LATERAL (
                        SELECT k.confrelid, k.confkey, k.conkey FROM pg_catalog.pg_constraint k
                        WHERE (k.contype {=} 'f') AND (k.conrelid {=} a.attrelid)
                        AND (a.attnum {=} ANY (k.conkey)) AND (k.confrelid {<>} k.conrelid)
                        ORDER BY k.conname LIMIT 1) f ON true
                    LEFT JOIN pg_catalog.pg_attribute p ON (p.attrelid {=} f.confrelid)
                        AND (p.attnum {=} f.confkey[pg_catalog.array_position(f.conkey, a.attnum)])
                    WHERE (a.attrelid {=} %s) AND (a.attnum {>} 0) AND NOT a.attisdropped AND NOT a.atthasdef
                    AND (a.attidentity {=} '') AND (a.attgenerated {=} '')
                    AND (a.attnotnull OR (b.typcategory {<>} ALL ('{C,P}'::pg_catalog."char"[])))
                    AND NOT (NOT a.attnotnull AND EXISTS (
                        SELECT FROM pg_catalog.pg_constraint k
                        WHERE (k.contype {=} 'f') AND (k.conrelid {=} a.attrelid)
                        AND (k.confrelid {=} k.conrelid) AND (a.attnum {=} ANY (k.conkey))))
                    ORDER BY a.attnum
                    """);

    @Override
    public List<String> before() {
        return List.of("SET statement_timeout = '5s'");
    }

    @Override
    public List<SeededTable> tables(Statement statement) throws SQLException {
        List<SeededTable> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(new SeededTable(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return tables;
    }

    @Override
    public List<SeededColumn> columns(Statement statement, SeededTable table) throws SQLException {
        List<SeededColumn> columns = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(COLUMNS.formatted(table.key()))) {
            while (row.next()) {
                columns.add(PgSeededColumn.of(row));
            }
        }
        return columns;
    }

    @Override
    public Cause causeOf(LifeguardException failure) {
        String state = Objects.requireNonNullElse(failure.detail().sqlState(), "");
        boolean ofValue =
                state.startsWith("21")
                        || state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("P0");
        return ofValue && !state.equals(NOT_NULL) ? Cause.VALUE : Cause.OTHER;
    }
}
