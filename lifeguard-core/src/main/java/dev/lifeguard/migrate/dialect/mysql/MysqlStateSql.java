package dev.lifeguard.migrate.dialect.mysql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.PlainStateSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import dev.lifeguard.migrate.dialect.plain.RewrittenRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state table's statements on MariaDB and MySQL; a moment is a DATETIME(6) in UTC, which no
 * session's time zone changes.
 */
final class MysqlStateSql extends PlainStateSql {

    /** The words of its statements. */
    static Words ownWords() {
        return new Words() {
            // INVISIBLE ones are among them.
            @Override
            public Optional<String> columns(String table) {
                return Optional.of("SHOW COLUMNS FROM " + table);
            }

            @Override
            public String quotedColumn(String name) {
                return "`" + name.replace("`", "``") + "`";
            }

            @Override
            public String now() {
                return "UTC_TIMESTAMP(6)";
            }

            @Override
            public String later() {
                return "UTC_TIMESTAMP(6) + INTERVAL ? * 1000 MICROSECOND";
            }

            @Override
            public String micros(String moment) {
                return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', %s)".formatted(moment);
            }

            @Override
            public String moment() {
                return "CAST(? AS datetime(6))";
            }

            @Override
            public String momentType() {
                return "datetime(6)";
            }

            // Without the row the sum is beyond a bigint (SQLState 22003). FOR UPDATE and not
            // a shared lock: a heartbeat that waits between that and the history's UPDATE
            // would be a deadlock.
            @Override
            public String fence(String table) {
                return ("SELECT 9223372036854775807 + (1 - count(*)) FROM %s"
                                + " WHERE version = -1 AND checksum = ? FOR UPDATE")
                        .formatted(table);
            }

            @Override
            public String numbered() {
                return "bigint NOT NULL AUTO_INCREMENT PRIMARY KEY";
            }

            @Override
            public String tables() {
                return """
                SELECT table_schema, table_name FROM information_schema.tables
                WHERE table_type = 'BASE TABLE' AND table_schema = coalesce(?, database())
                AND (? IS NULL OR true) AND lower(table_name) LIKE ?
                ORDER BY table_schema, table_name
                """;
            }

            @Override
            public String user() {
                return "user()";
            }

            @Override
            public String idleEnd(Duration longest) {
                return "SET SESSION wait_timeout = "
                        + Math.max(1, longest.plusMillis(999).toSeconds());
            }
        };
    }

    MysqlStateSql(Dialect dialect, TableName name) {
        super(new QuotedTable(name, dialect::quote), ownWords(), "longtext");
    }

    @Override
    protected String tableOptions() {
        return " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public List<BoundSql> takeOver(String deadToken, Duration lockTimeout) {
        List<BoundSql> statements = new ArrayList<>(takeOverAtOnce(deadToken));
        // A process that freezes before its COMMIT keeps the row no longer than this.
        statements.addFirst(idleTimeout(lockTimeout.multipliedBy(10)));
        return statements;
    }

    @Override
    public List<BoundSql> renewal(String token, Duration lease, Duration lockTimeout) {
        long seconds = Math.max(1, lockTimeout.toSeconds());
        return List.of(
                BoundSql.of(
                        "SET SESSION lock_wait_timeout = %1$s, innodb_lock_wait_timeout = %1$s"
                                .formatted(seconds)),
                // A process that freezes before its COMMIT keeps the row no longer than the lease.
                idleTimeout(lease),
                renew(token, lease));
    }

    @Override
    public List<BoundSql> renewalOver() {
        return List.of(
                BoundSql.of(
                        "SET SESSION lock_wait_timeout = DEFAULT,"
                                + " innodb_lock_wait_timeout = DEFAULT"));
    }

    @Override
    public List<BoundSql> idleTimeoutOver() {
        return List.of(BoundSql.of("SET SESSION wait_timeout = DEFAULT"));
    }

    // By name only in other databases: the server opens each table whose columns it is to tell.
    @Override
    public Optional<BoundSql> others() {
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT c.table_schema, c.table_name,
                               CASE WHEN c.table_schema = database()
                               THEN 'POSSIBLE' ELSE 'SEPARATE' END
                        FROM (
                            SELECT table_schema, table_name, column_name
                            FROM information_schema.columns WHERE table_schema = database()
                            UNION
                            SELECT table_schema, table_name, column_name
                            FROM information_schema.columns
                            WHERE table_name = ? AND ? IS NULL
                        ) c
                        WHERE NOT (c.table_schema = coalesce(?, database()) AND c.table_name = ?)
                        """
                                + thatAreStateTables(
                                        "c.column_name",
                                        "c.table_schema, c.table_name",
                                        "c.table_schema <> database(), c.table_schema,"
                                                + " c.table_name"),
                        name().table(),
                        name().schema(),
                        name().schema(),
                        name().table()));
    }

    @Override
    public Optional<BoundSql> shape() {
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT c.data_type, EXISTS (
                            SELECT 1 FROM information_schema.statistics s
                            WHERE s.table_schema = c.table_schema AND s.table_name = c.table_name
                            GROUP BY s.index_name
                            HAVING max(s.non_unique) = 0 AND count(*) = 1
                            AND lower(max(s.column_name)) = 'version')
                        FROM information_schema.columns c
                        WHERE c.table_schema = ? AND c.table_name = ?
                        AND lower(c.column_name) = 'version'
                        """,
                        name().schema(),
                        name().table()));
    }

    @Override
    public BoundSql inspect() {
        return own(
                columns(
                        "lower(c.COLUMN_NAME)",
                        "t.TABLE_SCHEMA = coalesce(?, database()) AND t.TABLE_NAME = ?"),
                name().schema(),
                name().table());
    }

    @Override
    protected String upsert(String columns, String values) {
        return "INSERT INTO %s (%s) VALUES (%s)\nON DUPLICATE KEY UPDATE\n"
                        .formatted(table(), columns, values)
                + RewrittenRow.assignments("VALUES($1)", "");
    }
}
