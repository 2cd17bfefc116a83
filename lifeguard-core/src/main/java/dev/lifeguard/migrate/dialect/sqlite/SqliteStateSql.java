package dev.lifeguard.migrate.dialect.sqlite;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.PlainStateSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The state table's statements on SQLite; a moment is a text in UTC with milliseconds. */
final class SqliteStateSql extends PlainStateSql {

    /** The words of its statements. */
    static Words ownWords() {
        return new Words() {
            @Override
            public String now() {
                return "strftime('%Y-%m-%d %H:%M:%f', 'now')";
            }

            @Override
            public String later() {
                return "strftime('%Y-%m-%d %H:%M:%f', 'now', (? / 1000.0) || ' seconds')";
            }

            @Override
            public String micros(String moment) {
                return "coalesce(CAST(round((julianday(%s) - 2440587.5) * 86400000) AS INTEGER)"
                                .formatted(moment)
                        + " * 1000, 0)";
            }

            @Override
            public String moment() {
                return "strftime('%Y-%m-%d %H:%M:%f', ?)";
            }

            @Override
            public String momentType() {
                return "text";
            }

            // A transaction that writes is the only one: nothing more keeps the row in place.
            @Override
            public String inPlace() {
                return "";
            }

            // abs() of the smallest integer is an error; of any other one it is not.
            @Override
            public String fence(String table) {
                return ("SELECT abs(-9223372036854775807 - 1 + count(*)) FROM %s"
                                + " WHERE version = -1 AND checksum = ?")
                        .formatted(table);
            }

            @Override
            public String numbered() {
                return "integer PRIMARY KEY";
            }

            @Override
            public String tables() {
                return """
                SELECT NULL, name FROM main.sqlite_master
                WHERE type = 'table' AND (? IS NULL OR ? = 'main') AND lower(name) LIKE ?
                ORDER BY name
                """;
            }

            @Override
            public String user() {
                return "NULL";
            }

            @Override
            public String idleEnd(Duration longest) {
                return "SELECT 1";
            }
        };
    }

    SqliteStateSql(Dialect dialect, TableName name) {
        super(new QuotedTable(name, dialect::quote), ownWords(), "text");
    }

    // A moment of another writer's that cannot be read must not look like a lease without an end.
    @Override
    public BoundSql holder() {
        BoundSql holder = super.holder();
        String leaseEnd = words().micros("lease_expires_at");
        return new BoundSql(
                holder.sql()
                        .replace(
                                leaseEnd + " AS",
                                "CASE WHEN lease_expires_at IS NULL THEN NULL ELSE %s END AS"
                                        .formatted(leaseEnd)),
                holder.values());
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
                        SELECT 'main', t.name, 'POSSIBLE'
                        FROM main.sqlite_master t JOIN pragma_table_info(t.name, 'main') c
                        WHERE t.type = 'table' AND NOT (? = 'main' AND lower(t.name) = lower(?))
                        """
                                + thatAreStateTables("c.name", "t.name", "t.name"),
                        Objects.requireNonNullElse(name().schema(), "main"),
                        name().table()));
    }

    @Override
    public Optional<BoundSql> shape() {
        String schema = Objects.requireNonNullElse(name().schema(), "main");
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT c.type,
                               (c.pk = 1 AND (SELECT count(*) FROM pragma_table_info(?, ?) k
                                              WHERE k.pk > 0) = 1)
                               OR EXISTS (
                                   SELECT 1 FROM pragma_index_list(?, ?) i
                                   JOIN pragma_index_info(i.name, ?) v
                                   WHERE i."unique" = 1 AND i.partial = 0
                                   GROUP BY i.name
                                   HAVING count(*) = 1 AND lower(max(v.name)) = 'version')
                        FROM pragma_table_info(?, ?) c
                        WHERE lower(c.name) = 'version'
                        """,
                        name().table(),
                        schema,
                        name().table(),
                        schema,
                        schema,
                        name().table(),
                        schema));
    }

    /** A column holds what fits its affinity (SQLite manual, Datatypes, 3.1). */
    @Override
    public boolean holdsVersions(String type) {
        return type.toUpperCase(Locale.ROOT).contains("INT");
    }

    @Override
    public BoundSql inspect() {
        return BoundSql.of(
                """
                SELECT CASE WHEN t.type = 'table' THEN 'r' ELSE t.type END AS kind,
                       lower(c.name) AS column_name
                FROM %s.sqlite_master t JOIN pragma_table_info(t.name, ?) c
                WHERE lower(t.name) = lower(?) AND t.type IN ('table', 'view')
                ORDER BY c.cid
                """
                        .formatted(schema()),
                Objects.requireNonNullElse(name().schema(), "main"),
                name().table());
    }

    private String schema() {
        return name().schema() == null ? "main" : quotedSchema();
    }

    @Override
    public Optional<BoundSql> findSchema() {
        return Optional.empty();
    }

    /** A schema is an attached file. */
    @Override
    public BoundSql createSchema() {
        return BoundSql.of("SELECT 1");
    }
}
