package dev.lifeguard.migrate.dialect.distributed;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.postgresql.Lookalike;
import dev.lifeguard.migrate.dialect.postgresql.PostgresDdl;
import dev.lifeguard.migrate.dialect.postgresql.PostgresDialect;
import dev.lifeguard.migrate.dialect.postgresql.PostgresTables;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * CockroachDB and YugabyteDB, which call themselves PostgreSQL and speak its SQL, but have no
 * transaction over DDL: written by their documentation, and run on PostgreSQL alone.
 *
 * <ol>
 *   <li>A statement that is not known to be one of data runs outside a transaction, with its
 *       progress before and after and the token checked each time.
 *   <li>The fence writes the lock's row: a transaction that loses what it wrote cannot commit,
 *       while one that lost the lock of a read can.
 *   <li>Nothing is taken for granted of server processes, and nothing is looked up in the catalogue
 *       after a crash, where a change may still be on its way.
 * </ol>
 *
 * <p>Source: CockroachDB's documentation, pages "Online Schema Changes" and "FOR UPDATE and FOR
 * SHARE"; YugabyteDB's, pages "Transactional DDL" and "Concurrency control".
 */
public final class DistributedDialect implements Dialect {

    private static final String POSTGRESQL = "PostgreSQL";

    private final Lookalike product;
    private final PostgresDialect postgresql = new PostgresDialect();

    /** The dialect of one of the two. */
    public DistributedDialect(Lookalike product) {
        this.product = product;
    }

    @Override
    public Family family() {
        return Family.POSTGRESQL;
    }

    @Override
    public String productName() {
        return product.title();
    }

    @Override
    public boolean isUntried() {
        return true;
    }

    @Override
    public boolean serves(String name, Function<String, Optional<String>> settings) {
        return name.equals(POSTGRESQL) && product.reports(settings);
    }

    @Override
    public LexerRules lexerRules() {
        return postgresql.lexerRules().with(Feature.DDL_COMMITS_BY_ITSELF);
    }

    @Override
    public LexerRules lexerRules(Function<String, Optional<String>> settings) {
        return postgresql.lexerRules(settings).with(Feature.DDL_COMMITS_BY_ITSELF);
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }

    /** A locking read may lose its lock there, so that no row is said to be kept by one. */
    @Override
    public boolean keepsRowsInPlace() {
        return false;
    }

    /** A transaction that must be begun anew is one that another one was in the way of. */
    @Override
    public Condition condition(String sqlState, int vendorCode) {
        return vendorCode == 0 && sqlState.equals("40001")
                ? Condition.BUSY
                : postgresql.condition(sqlState, vendorCode);
    }

    @Override
    public String writable() {
        return postgresql.writable();
    }

    @Override
    public BoundSql tablesNamed(String table) {
        return PostgresTables.namedWithoutPolicies(table);
    }

    @Override
    public BoundSql tablesWith(List<String> columns) {
        return PostgresTables.with(columns);
    }

    @Override
    public List<String> ddl(SchemaChange change) {
        return PostgresDdl.on(product, this::quote).render(change);
    }

    @Override
    public boolean keepsTablesIn(String schema) {
        return !schema.startsWith("pg_") && Dialect.super.keepsTablesIn(schema);
    }

    @Override
    public BatchSql batchSql(TableName state) {
        return postgresql.batchSql(state);
    }

    @Override
    public BatchKeySql batchKeys() {
        return new DistributedBatchKeys(postgresql.batchKeysInAnyOrder());
    }

    @Override
    public StateSql stateSql(TableName table) {
        return new DistributedStateSql(this, table);
    }

    @Override
    public List<BoundSql> transactionPrelude(Duration idleTimeout) {
        return List.of(
                BoundSql.of("SET TRANSACTION ISOLATION LEVEL " + isolation()),
                DistributedStateSql.idleEndOfTransaction(idleTimeout));
    }

    @Override
    public List<BoundSql> surroundings(
            Lasting lasting, String searchPath, @Nullable Duration lockTimeout) {
        SessionSql session = sessionSql();
        List<BoundSql> settings = new ArrayList<>();
        settings.add(session.set(lasting, DistributedSessionSql.SEARCH_PATH, searchPath));
        settings.add(session.set(lasting, "TimeZone", "UTC"));
        if (lockTimeout != null) {
            settings.add(
                    session.set(lasting, "lock_timeout", Long.toString(lockTimeout.toMillis())));
        }
        return settings;
    }

    @Override
    public BoundSql sessionNames() {
        return BoundSql.of(
                "SELECT pg_catalog.current_schema(), current_user, pg_catalog.current_database()");
    }

    @Override
    public SessionSql sessionSql() {
        return new DistributedSessionSql(this);
    }

    private String isolation() {
        return switch (product) {
            case COCKROACHDB -> "SERIALIZABLE";
            case YUGABYTEDB -> "READ COMMITTED";
        };
    }
}
