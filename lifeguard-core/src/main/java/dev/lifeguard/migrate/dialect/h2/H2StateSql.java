package dev.lifeguard.migrate.dialect.h2;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.Catalogue;
import dev.lifeguard.migrate.dialect.plain.PlainStateSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import dev.lifeguard.migrate.dialect.plain.RewrittenRow;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state table's statements on H2. */
final class H2StateSql extends PlainStateSql {

    private static final String NAME = "(\"(?:[^\"]|\"\")*+\"|[^.\"]++)";

    /** A table with the schema before it, which H2 wants behind it there. */
    private static final Pattern QUALIFIED =
            Pattern.compile("(?s)^(?:.*\\.)??%1$s\\s*+\\.\\s*+%1$s$".formatted(NAME));

    /** The words of its statements. */
    static Words ownWords() {
        return new Words() {
            // INVISIBLE ones are among them.
            @Override
            public Optional<String> columns(String table) {
                return Optional.of(
                        "SHOW COLUMNS FROM " + QUALIFIED.matcher(table).replaceFirst("$2 FROM $1"));
            }

            // CURRENT_TIMESTAMP stands still in a transaction, which may last.
            @Override
            public String now() {
                return "CURRENT_TIMESTAMP(6)";
            }

            @Override
            public String later() {
                return "DATEADD(MILLISECOND, CAST(? AS BIGINT), CURRENT_TIMESTAMP(6))";
            }

            @Override
            public String micros(String moment) {
                return ("DATEDIFF(MICROSECOND, TIMESTAMP WITH TIME ZONE"
                                + " '1970-01-01 00:00:00+00', %s)")
                        .formatted(moment);
            }

            @Override
            public String moment() {
                return "CAST(CAST(? AS VARCHAR) || '+00' AS TIMESTAMP(6) WITH TIME ZONE)";
            }

            @Override
            public String momentType() {
                return "timestamp(6) with time zone";
            }

            // FOR UPDATE goes with no count(*), but an UPDATE does. Without the row this
            // divides by zero (SQLState 22012).
            @Override
            public String fence(String table) {
                return ("SELECT 1 / count(*) FROM FINAL TABLE (UPDATE %s SET name = 'lock'"
                                + " WHERE version = -1 AND checksum = ?)")
                        .formatted(table);
            }

            @Override
            public String idleEnd(Duration longest) {
                return "SELECT 1";
            }
        };
    }

    H2StateSql(H2Dialect dialect, TableName name) {
        super(new QuotedTable(name, dialect::named), ownWords(), "character large object");
    }

    /** The file is this process's own, or its lock is waited for. */
    @Override
    public boolean answersRenewals() {
        return false;
    }

    @Override
    public boolean endsIdleSessions() {
        return false;
    }

    @Override
    public Optional<BoundSql> others() {
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT c.TABLE_SCHEMA, c.TABLE_NAME,
                               CASE WHEN lower(c.TABLE_NAME) = lower(?) AND EXISTS (
                                        SELECT 1 FROM INFORMATION_SCHEMA.SESSION_STATE p
                                        WHERE p.STATE_KEY = 'SCHEMA_SEARCH_PATH'
                                        AND locate('"' || c.TABLE_SCHEMA || '"',
                                                   p.STATE_COMMAND) > 0)
                                    THEN 'NAMESAKE' ELSE 'POSSIBLE' END
                        FROM INFORMATION_SCHEMA.COLUMNS c
                        WHERE c.TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
                        AND (CAST(? AS VARCHAR) IS NULL OR c.TABLE_SCHEMA = CURRENT_SCHEMA)
                        AND NOT (lower(c.TABLE_SCHEMA)
                                     = lower(coalesce(CAST(? AS VARCHAR), CURRENT_SCHEMA))
                                 AND lower(c.TABLE_NAME) = lower(?))
                        """
                                + thatAreStateTables(
                                        "c.COLUMN_NAME",
                                        "c.TABLE_SCHEMA, c.TABLE_NAME",
                                        "3, c.TABLE_SCHEMA, c.TABLE_NAME"),
                        name().table(),
                        bareSchema(),
                        bareSchema(),
                        name().table()));
    }

    @Override
    public Optional<BoundSql> shape() {
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT c.DATA_TYPE, EXISTS (
                            SELECT 1 FROM INFORMATION_SCHEMA.INDEX_COLUMNS i
                            WHERE i.TABLE_SCHEMA = c.TABLE_SCHEMA AND i.TABLE_NAME = c.TABLE_NAME
                            GROUP BY i.INDEX_SCHEMA, i.INDEX_NAME
                            HAVING count(*) = 1 AND lower(max(i.COLUMN_NAME)) = 'version'
                            AND bool_and(i.IS_UNIQUE))
                        FROM INFORMATION_SCHEMA.COLUMNS c
                        WHERE lower(c.TABLE_SCHEMA) = lower(?) AND lower(c.TABLE_NAME) = lower(?)
                        AND lower(c.COLUMN_NAME) = 'version'
                        """,
                        bareSchema(),
                        name().table()));
    }

    @Override
    public Optional<BoundSql> findSchema() {
        return Optional.ofNullable(bareSchema())
                .map(
                        schema ->
                                BoundSql.of(
                                        """
                                        SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA
                                        WHERE lower(SCHEMA_NAME) = lower(?)
                                        """,
                                        schema));
    }

    private @Nullable String bareSchema() {
        String schema = name().schema();
        return schema == null ? null : Catalogue.bare(schema);
    }

    @Override
    public BoundSql inspect() {
        return own(
                columns(
                        "lower(c.COLUMN_NAME)",
                        """
                        lower(t.TABLE_SCHEMA) = lower(coalesce(CAST(? AS VARCHAR), CURRENT_SCHEMA))
                        AND lower(t.TABLE_NAME) = lower(?)\
                        """),
                bareSchema(),
                name().table());
    }

    @Override
    protected String upsert(String columns, String values) {
        return """
        MERGE INTO %1$s AS m
        USING (SELECT CAST(? AS bigint) AS version, CAST(? AS varchar) AS label,
                      CAST(? AS varchar) AS name,
                      CAST(? AS varchar) AS checksum,
                      CAST(? AS bigint) AS execution_time_ms,
                      CAST(? AS boolean) AS success,
                      CAST(? AS character large object) AS down_script,
                      CAST(? AS varchar) AS down_checksum,
                      CAST(? AS varchar) AS applied_by,
                      CAST(? AS bigint) AS applied_order, CAST(? AS varchar) AS direction,
                      CAST(? AS integer) AS statements_done,
                      CAST(? AS integer) AS statement_started,
                      CAST(? AS varchar) AS done_checksum, %2$s AS applied_at) AS n
        ON m.version = n.version
        WHEN MATCHED THEN UPDATE SET
            %4$s
        WHEN NOT MATCHED THEN INSERT (%3$s)
            VALUES (n.version, n.label, n.name, n.checksum, n.execution_time_ms, n.success,
                    n.down_script, n.down_checksum, n.applied_by, n.applied_order, n.direction,
                    n.statements_done, n.statement_started, n.done_checksum, n.applied_at)
        """
                .formatted(table(), words().now(), columns, RewrittenRow.assignments("n.$1", "m."));
    }
}
