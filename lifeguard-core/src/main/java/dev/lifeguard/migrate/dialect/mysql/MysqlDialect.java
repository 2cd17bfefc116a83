package dev.lifeguard.migrate.dialect.mysql;

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
import dev.lifeguard.migrate.dialect.plain.SchemaTables;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** MariaDB 10.5 and newer, and MySQL 8 and newer. */
public final class MysqlDialect implements Dialect {

    /** Those that dumps and scripts set. */
    private static final List<String> VARIABLES =
            List.of(
                    "sql_mode",
                    "foreign_key_checks",
                    "unique_checks",
                    "time_zone",
                    "sql_safe_updates",
                    "sql_notes",
                    "sql_big_selects",
                    "sql_select_limit",
                    "completion_type",
                    "group_concat_max_len",
                    "default_storage_engine",
                    "lc_time_names",
                    "innodb_lock_wait_timeout",
                    "lock_wait_timeout",
                    "wait_timeout",
                    "session_track_system_variables");

    @Override
    public Family family() {
        return Family.MARIADB;
    }

    @Override
    public String productName() {
        return "MariaDB";
    }

    @Override
    public boolean serves(String product, Function<String, Optional<String>> settings) {
        return product.equals(productName()) || product.equals("MySQL");
    }

    @Override
    public LexerRules lexerRules() {
        return LexerRules.mysql();
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }

    /**
     * Source: MariaDB manual, page "MariaDB Error Codes"; MySQL manual, "Server Error Messages".
     * With innodb_snapshot_isolation, MariaDB has 1020 for a row that another transaction changed.
     */
    @Override
    public Condition condition(String sqlState, int vendorCode) {
        return switch (vendorCode) {
            case 1146 -> Condition.TABLE_MISSING;
            case 1046, 1049 -> Condition.DATABASE_MISSING;
            case 1054 -> Condition.COLUMN_MISSING;
            case 1050, 1007, 1022, 1060, 1062, 1586 -> Condition.ALREADY_THERE;
            case 1044, 1142, 1143, 1227 -> Condition.FORBIDDEN;
            case 1045, 1130, 1698, 1820, 1862, 3118, 4151 -> Condition.ACCOUNT_REFUSED;
            case 1290, 1792, 1836 -> Condition.READ_ONLY;
            case 1020, 1205, 1213, 3572 -> Condition.BUSY;
            case 1099, 1100, 1223 -> Condition.SESSION_LOCKED;
            case 1690 -> Condition.FENCE_CLOSED;
            case 1317, 1969, 3024 -> Condition.CANCELLED;
            case 1040, 1203, 1226 -> Condition.TOO_MANY_CONNECTIONS;
            case 1568 -> Condition.REFUSED_IN_TRANSACTION;
            case 1053 -> Condition.NOT_READY;
            case 1927, 2006, 2013, 4031 -> Condition.CONNECTION_LOST;
            case 1021, 1114 -> Condition.NO_SPACE;
            case 1037, 1038, 1041 -> Condition.NO_MEMORY;
            default -> Condition.OTHER;
        };
    }

    /**
     * Source: MariaDB manual, page "SET TRANSACTION": error 1568 in one. It is for the next
     * transaction, which is a statement of this library's own.
     */
    @Override
    public Optional<BoundSql> refusedInTransaction() {
        return Optional.of(BoundSql.of("SET TRANSACTION READ WRITE"));
    }

    @Override
    public Optional<String> limit(String sqlState, int vendorCode) {
        return switch (vendorCode) {
            case 1969 -> Optional.of("max_statement_time");
            case 3024 -> Optional.of("max_execution_time");
            case 1205 -> Optional.of("lock_wait_timeout or innodb_lock_wait_timeout");
            default -> Optional.empty();
        };
    }

    @Override
    public boolean maySayTaken(String sqlState, int vendorCode) {
        return Set.of(1007, 1050, 1060, 1061, 1068, 1125, 1304, 1359, 1396, 1537, 1826)
                        .contains(vendorCode)
                && !sqlState.isEmpty();
    }

    @Override
    public boolean saysRowTaken(String sqlState, int vendorCode) {
        return Set.of(1022, 1062, 1586).contains(vendorCode) && !sqlState.isEmpty();
    }

    @Override
    public String writable() {
        return "Connect to the primary, as a user whose transactions may write (tx_read_only), to a"
                + " server without the option that is named";
    }

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    @Override
    public Optional<BoundSql> spellings(String table) {
        return Optional.of(SchemaTables.spellings(table));
    }

    @Override
    public BoundSql tablesNamed(String table) {
        return new SchemaTables("CASE WHEN t.TABLE_SCHEMA = database() THEN 1 END").named(table);
    }

    @Override
    public BoundSql tablesWith(List<String> columns) {
        return SchemaTables.with(columns);
    }

    @Override
    public List<String> ddl(SchemaChange change) {
        return new MariaDbDdl(this::quote).render(change);
    }

    @Override
    public Optional<BoundSql> count(CatalogName name) {
        return Optional.of(new MysqlCatalogue().count(name));
    }

    @Override
    public boolean keepsTablesIn(String schema) {
        return !Set.of("information_schema", "performance_schema", "mysql", "sys")
                .contains(schema.toLowerCase(Locale.ROOT));
    }

    @Override
    public BatchSql batchSql(TableName state) {
        TableName table = PlainBatchSql.beside(state);
        return new PlainBatchSql(
                new QuotedTable(table, this::quote),
                PlainBatchSql.words(
                        MysqlStateSql.ownWords(),
                        "longtext",
                        " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4"),
                stateSql(table).inspect(),
                Optional.empty());
    }

    @Override
    public BatchKeySql batchKeys() {
        return new MysqlBatchKeys();
    }

    @Override
    public StateSql stateSql(TableName table) {
        return new MysqlStateSql(this, table);
    }

    /** MySQL has no settings of one statement. */
    @Override
    public Optional<LockWait> waitingAtMost(Duration longest, String product) {
        String seconds = Long.toString(Math.max(1, longest.toSeconds()));
        return product.equals(productName())
                ? Optional.of(
                        new LockWait(
                                "SET STATEMENT max_statement_time = 0, lock_wait_timeout = %1$s,"
                                                .formatted(seconds)
                                        + " innodb_lock_wait_timeout = %1$s FOR "
                                                .formatted(seconds),
                                0))
                : Optional.empty();
    }

    /** A frozen runner's session ends, and with it its transaction. */
    @Override
    public List<BoundSql> transactionPrelude(Duration idleTimeout) {
        return List.of(stateSql(new TableName(null, "unused")).idleTimeout(idleTimeout));
    }

    /** MariaDB has 3, too, which waits more often. */
    @Override
    public Optional<BoundSql> commitsBeforeTheDisk() {
        return Optional.of(
                BoundSql.of(
                        """
                        SHOW GLOBAL VARIABLES WHERE
                            variable_name = 'innodb_flush_log_at_trx_commit' AND value IN ('0', '2')
                            OR variable_name = 'innodb_flush_method' AND value LIKE '%nosync'
                        """));
    }

    @Override
    public Optional<BoundSql> changesNoRows() {
        return Optional.of(BoundSql.of("DO 0"));
    }

    @Override
    public Optional<Integer> savepointGone() {
        return Optional.of(1305);
    }

    @Override
    public List<BoundSql> surroundings(
            Lasting lasting, String searchPath, @Nullable Duration lockTimeout) {
        List<BoundSql> settings = new ArrayList<>();
        if (!searchPath.isEmpty()) {
            settings.add(BoundSql.of("USE " + quote(searchPath)));
        }
        settings.add(BoundSql.of("SET SESSION time_zone = '+00:00', " + MysqlClientSession.SET));
        if (lockTimeout != null) {
            long seconds = Math.max(1, lockTimeout.plusMillis(999).toSeconds());
            settings.add(BoundSql.of("SET SESSION lock_wait_timeout = " + seconds));
            settings.add(BoundSql.of("SET SESSION innodb_lock_wait_timeout = " + seconds));
        }
        return settings;
    }

    @Override
    public BoundSql sessionNames() {
        return BoundSql.of("SELECT DATABASE(), SUBSTRING_INDEX(USER(), '@', 1), DATABASE()");
    }

    @Override
    public SessionSql sessionSql() {
        return new PlainSessionSql(new MysqlClientSession(VARIABLES, this::quote));
    }
}
