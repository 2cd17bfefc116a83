package dev.lifeguard.migrate.dialect.sqlite;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.PlainBatchSql;
import dev.lifeguard.migrate.dialect.plain.PlainSessionSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SQLite 3.35 and newer, by the driver of Xerial. */
public final class SqliteDialect implements Dialect {

    /** Those that a script may want for itself, and that would change what follows it. */
    private static final List<String> PRAGMAS =
            List.of(
                    "query_only",
                    "foreign_keys",
                    "ignore_check_constraints",
                    "recursive_triggers",
                    "legacy_alter_table",
                    "locking_mode",
                    "reverse_unordered_selects",
                    "synchronous",
                    "automatic_index",
                    "cache_size",
                    "cell_size_check",
                    "read_uncommitted",
                    "secure_delete",
                    "temp_store",
                    "trusted_schema",
                    "writable_schema");

    private static final String KEPT =
            """
            SELECT 'DROP ' || type || ' IF EXISTS temp."' || replace(name, '"', '""') || '"', NULL
            FROM sqlite_temp_master
            WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite#_%' ESCAPE '#'
            UNION ALL
            SELECT 'DETACH DATABASE "' || replace(name, '"', '""') || '"', NULL
            FROM pragma_database_list WHERE name NOT IN ('main', 'temp')
            """;

    @Override
    public Family family() {
        return Family.SQLITE;
    }

    @Override
    public String productName() {
        return "SQLite";
    }

    @Override
    public LexerRules lexerRules() {
        return LexerRules.sqlite();
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    @Override
    public boolean keepsRowsInPlace() {
        return false;
    }

    /**
     * A transaction that reads first and then writes is refused at once when another one wrote in
     * between, however long the busy timeout is.
     *
     * <p>Source: SQLite documentation, page "Transaction", section 2.1.
     */
    @Override
    public Optional<String> begin() {
        return Optional.of("BEGIN IMMEDIATE");
    }

    /** Source: SQLite documentation, page "Result and Error Codes"; the driver has no SQLState. */
    @Override
    public Condition condition(String sqlState, int vendorCode) {
        if (!sqlState.isEmpty()) {
            return Condition.OTHER;
        }
        return switch (vendorCode) {
            case 1 -> Condition.NAME_MISSING;
            case 3, 23 -> Condition.FORBIDDEN;
            case 5, 6 -> Condition.BUSY;
            case 8 -> Condition.READ_ONLY;
            case 9 -> Condition.CANCELLED;
            case 10, 11, 14, 26 -> Condition.FILE_UNUSABLE;
            case 19 -> Condition.ALREADY_THERE;
            case 13 -> Condition.NO_SPACE;
            case 7 -> Condition.NO_MEMORY;
            default -> Condition.OTHER;
        };
    }

    /**
     * The driver begins a transaction as soon as autocommit is off, in which nothing may have been
     * done yet. A checkpoint fails with SQLITE_LOCKED where something was (SQLite documentation,
     * sqlite3_wal_checkpoint_v2), and does nothing without a write-ahead log.
     */
    @Override
    public Optional<BoundSql> refusedInTransaction() {
        return Optional.of(BoundSql.of("PRAGMA wal_checkpoint"));
    }

    @Override
    public Optional<String> limit(String sqlState, int vendorCode) {
        return sqlState.isEmpty() && vendorCode == 5
                ? Optional.of("busy_timeout")
                : Optional.empty();
    }

    /** NORMAL waits in some journal modes only: SQLite documentation, PRAGMA synchronous. */
    @Override
    public Optional<DiskWait> diskWait() {
        return Optional.of(
                new DiskWait(
                        BoundSql.of(
                                "SELECT synchronous FROM pragma_synchronous WHERE synchronous < 2"),
                        "PRAGMA synchronous = ",
                        "2"));
    }

    /** It has no number of its own for that: 1 stands for any fault of a statement. */
    @Override
    public boolean maySayTaken(String sqlState, int vendorCode) {
        return vendorCode == 1 && sqlState.isEmpty();
    }

    @Override
    public boolean saysRowTaken(String sqlState, int vendorCode) {
        // The driver has one number for all constraints.
        return vendorCode == 19 && sqlState.isEmpty();
    }

    @Override
    public String writable() {
        return "Open the file for writing: without mode=ro and immutable in the URL, and with the"
                + " right to write to it and to its folder";
    }

    /** Those of the file itself, not of attached ones. */
    @Override
    public BoundSql tablesNamed(String table) {
        return BoundSql.of(
                """
                SELECT 'main', t.name, c.name, c.type, 1, false
                FROM main.sqlite_master t JOIN pragma_table_info(t.name, 'main') c
                WHERE t.type = 'table' AND lower(t.name) = lower(?)
                ORDER BY t.name, c.cid
                """,
                table);
    }

    @Override
    public BoundSql tablesWith(List<String> columns) {
        List<@Nullable Object> values = new ArrayList<>(columns);
        values.add(columns.size());
        return new BoundSql(
                """
                SELECT 'main', t.name
                FROM main.sqlite_master t JOIN pragma_table_info(t.name, 'main') c
                WHERE t.type = 'table' AND lower(c.name) IN (%s)
                GROUP BY t.name
                HAVING count(*) = ?
                ORDER BY t.name
                LIMIT 20
                """
                        .formatted("?, ".repeat(columns.size() - 1) + "?"),
                values);
    }

    @Override
    public List<String> ddl(SchemaChange change) {
        return new SqliteDdl(this::quote).render(change);
    }

    @Override
    public boolean keepsTablesIn(String schema) {
        return !schema.equalsIgnoreCase("temp");
    }

    @Override
    public BatchSql batchSql(TableName state) {
        TableName table = PlainBatchSql.beside(state);
        return new PlainBatchSql(
                new QuotedTable(table, this::quote),
                PlainBatchSql.words(SqliteStateSql.ownWords(), "text", ""),
                stateSql(table).inspect(),
                Optional.empty());
    }

    @Override
    public BatchKeySql batchKeys() {
        return new SqliteBatchKeys();
    }

    @Override
    public StateSql stateSql(TableName table) {
        return new SqliteStateSql(this, table);
    }

    @Override
    public List<BoundSql> transactionPrelude(Duration idleTimeout) {
        return List.of();
    }

    @Override
    public List<BoundSql> surroundings(
            Lasting lasting, String searchPath, @Nullable Duration lockTimeout) {
        return Optional.ofNullable(lockTimeout).flatMap(this::limitOfBegin).stream().toList();
    }

    /** Who writes has the whole database from the beginning of a transaction on. */
    @Override
    public Optional<BoundSql> limitOfBegin(Duration lockTimeout) {
        return Optional.of(BoundSql.of("PRAGMA busy_timeout = " + lockTimeout.toMillis()));
    }

    @Override
    public BoundSql sessionNames() {
        return BoundSql.of("SELECT 'main', '', NULL");
    }

    @Override
    public SessionSql sessionSql() {
        return new PlainSessionSql(
                new PlainSessionSql.Words() {
                    @Override
                    public String currentSchema() {
                        return "'main'";
                    }

                    @Override
                    public Map<String, String> settings() {
                        Map<String, String> settings = new LinkedHashMap<>();
                        for (String pragma : PRAGMAS) {
                            settings.put(
                                    pragma, "(SELECT %1$s FROM pragma_%1$s)".formatted(pragma));
                        }
                        settings.put("busy_timeout", "(SELECT timeout FROM pragma_busy_timeout)");
                        return settings;
                    }

                    @Override
                    public String set(String setting, String value) {
                        return "PRAGMA %s = %s".formatted(setting, value);
                    }

                    @Override
                    public Optional<String> kept() {
                        return Optional.of(KEPT);
                    }

                    @Override
                    public Set<String> fixedInTransaction() {
                        return Set.of("foreign_keys", "synchronous", "temp_store");
                    }
                });
    }
}
