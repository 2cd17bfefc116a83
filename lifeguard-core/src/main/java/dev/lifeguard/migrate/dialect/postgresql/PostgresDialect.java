package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.ServerLoad;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 14 and newer. */
public final class PostgresDialect implements Dialect {

    /**
     * A role's or a database's default may be stricter; then the lock's row, which the heartbeat
     * changes, could not be read again in the same transaction (SQLState 40001).
     */
    static final BoundSql READ_COMMITTED =
            BoundSql.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");

    @Override
    public Family family() {
        return Family.POSTGRESQL;
    }

    @Override
    public String productName() {
        return "PostgreSQL";
    }

    /** CockroachDB and YugabyteDB call themselves PostgreSQL, too. */
    @Override
    public boolean serves(String product, Function<String, Optional<String>> settings) {
        if (!product.equals(productName())) {
            return false;
        }
        for (Lookalike other : Lookalike.values()) {
            if (other.reports(settings)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public LexerRules lexerRules() {
        return LexerRules.postgresql();
    }

    @Override
    public LexerRules lexerRules(Function<String, Optional<String>> settings) {
        return settings.apply("standard_conforming_strings").equals(Optional.of("off"))
                ? lexerRules().with(LexerRules.Feature.BACKSLASH_STRINGS)
                : lexerRules();
    }

    @Override
    public Optional<BoundSql> codeMark() {
        return Optional.of(BoundSql.of("SAVEPOINT lifeguard_begin"));
    }

    @Override
    public Optional<BoundSql> releaseCodeMark() {
        return Optional.of(BoundSql.of("RELEASE SAVEPOINT lifeguard_begin"));
    }

    @Override
    public Optional<BoundSql> backToMark() {
        return Optional.of(BoundSql.of("ROLLBACK TO SAVEPOINT lifeguard_begin"));
    }

    /** No such savepoint, or no transaction that could have one. */
    @Override
    public boolean saysMarkIsGone(String sqlState, int vendorCode) {
        return sqlState.equals("3B001") || sqlState.equals("25P01");
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    /** Source: PostgreSQL manual, appendix A. */
    @Override
    public Condition condition(String sqlState, int vendorCode) {
        if (vendorCode != 0) {
            return Condition.OTHER;
        }
        return switch (sqlState) {
            case "42P01" -> Condition.TABLE_MISSING;
            case "3F000" -> Condition.SCHEMA_MISSING;
            case "42703" -> Condition.COLUMN_MISSING;
            case "42501" -> Condition.FORBIDDEN;
            case "25006" -> Condition.READ_ONLY;
            // IF NOT EXISTS does not keep two creators apart: the second one fails on the
            // catalogue's own unique index, or finds the name taken.
            case "23505", "42P07", "42P06", "42710" -> Condition.ALREADY_THERE;
            case "55P03", "40001", "40P01" -> Condition.BUSY;
            case "22012" -> Condition.FENCE_CLOSED;
            case "57014" -> Condition.CANCELLED;
            // A procedure's or a block's own COMMIT.
            case "25001", "2D000" -> Condition.REFUSED_IN_TRANSACTION;
            case "2BP01" -> Condition.NEEDED_BY_OTHERS;
            case "55006" -> Condition.IN_USE;
            case "55P04" -> Condition.VALUE_TOO_NEW;
            case "28P01" -> Condition.LOGIN_REFUSED;
            case "28000" -> Condition.NOT_ADMITTED;
            case "3D000" -> Condition.DATABASE_MISSING;
            case "55000" -> Condition.DATABASE_CLOSED;
            case "53300" -> Condition.TOO_MANY_CONNECTIONS;
            case "57P01", "57P02", "57P03" -> Condition.NOT_READY;
            case "53100" -> Condition.NO_SPACE;
            case "53400" -> Condition.LIMIT_REACHED;
            case "53200" -> Condition.NO_MEMORY;
            case "58000", "58030", "XX001", "XX002" -> Condition.SERVER_FAULT;
            case "26000", "42P05" -> Condition.STATEMENT_GONE;
            default -> Condition.OTHER;
        };
    }

    /** Of a driver that does not know it: whether it has written anything. */
    @Override
    public Optional<BoundSql> openTransaction() {
        return Optional.of(
                BoundSql.of("SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL"));
    }

    @Override
    public Optional<String> limit(String sqlState, int vendorCode) {
        if (vendorCode != 0) {
            return Optional.empty();
        }
        return switch (sqlState) {
            case "57014" -> Optional.of("statement_timeout");
            case "55P03" -> Optional.of("lock_timeout");
            case "25P04" -> Optional.of("transaction_timeout");
            default -> Optional.empty();
        };
    }

    @Override
    public boolean maySayTaken(String sqlState, int vendorCode) {
        return vendorCode == 0
                && Set.of(
                                // Also a table's second primary key, and what cannot be replaced.
                                "42P13",
                                "42P16",
                                "42809",
                                "42P04",
                                "42P06",
                                "42P07",
                                "42701",
                                "42710",
                                "42723")
                        .contains(sqlState);
    }

    @Override
    public boolean saysRowTaken(String sqlState, int vendorCode) {
        return vendorCode == 0 && sqlState.equals("23505");
    }

    @Override
    public String writable() {
        return "Connect to the primary, as a user and to a database without"
                + " default_transaction_read_only";
    }

    @Override
    public BoundSql tablesNamed(String table) {
        return PostgresTables.named(table);
    }

    @Override
    public BoundSql tablesWith(List<String> columns) {
        return PostgresTables.with(columns);
    }

    @Override
    public List<String> ddl(SchemaChange change) {
        return new PostgresDdl(this::quote).render(change);
    }

    @Override
    public Optional<BoundSql> count(CatalogName name) {
        return PostgresCatalogue.count(name);
    }

    @Override
    public boolean keepsTablesIn(String schema) {
        return !schema.startsWith("pg_") && Dialect.super.keepsTablesIn(schema);
    }

    @Override
    public BatchSql batchSql(TableName state) {
        return PostgresBatches.beside(state, this);
    }

    @Override
    public Optional<ServerLoad> load() {
        return Optional.of(PostgresLoad.load());
    }

    @Override
    public BatchKeySql batchKeys() {
        return new PostgresBatchKeys(PostgresBatchKeys.IN_ORDER);
    }

    /** The same for products of which only the names of their catalogue are known. */
    public BatchKeySql batchKeysInAnyOrder() {
        return new PostgresBatchKeys(PostgresBatchKeys.IN_ANY_ORDER);
    }

    @Override
    public StateSql stateSql(TableName table) {
        return new PostgresStateSql(this, table);
    }

    /** It lasts to the end of the flush, which is one transaction, and costs no round trip. */
    @Override
    public Optional<LockWait> waitingAtMost(Duration longest, String product) {
        return Optional.of(
                new LockWait(
                        ("SELECT pg_catalog.set_config('lock_timeout', '%s', true),"
                                        + " pg_catalog.set_config('statement_timeout', '0',"
                                        + " true);\n")
                                .formatted(Long.toString(longest.toMillis())),
                        1));
    }

    @Override
    public boolean runsAgain() {
        return true;
    }

    /** The settings are LOCAL, so that nothing leaks through a pooler. */
    @Override
    public List<BoundSql> transactionPrelude(Duration idleTimeout) {
        PostgresSettings settings = new PostgresSettings(Lasting.TRANSACTION);
        settings.endWhenIdle(idleTimeout);
        return List.of(READ_COMMITTED, settings.select());
    }

    @Override
    public List<BoundSql> surroundings(
            Lasting lasting, String searchPath, @Nullable Duration lockTimeout) {
        PostgresSettings settings = new PostgresSettings(lasting);
        settings.surround(searchPath);
        if (lasting == Lasting.SESSION) {
            // A statement outside a transaction is stopped with its client, too.
            settings.checkConnection();
        }
        settings.waitForLocks(lockTimeout);
        return List.of(settings.select());
    }

    @Override
    public BoundSql sessionNames() {
        return BoundSql.of(
                "SELECT pg_catalog.current_schema(), current_user, pg_catalog.current_database()");
    }

    @Override
    public SessionSql sessionSql() {
        return new PostgresSessionSql(this);
    }
}
