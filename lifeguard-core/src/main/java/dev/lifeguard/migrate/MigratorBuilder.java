package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.CancelBlockers;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.engine.loss.LossPolicy;
import dev.lifeguard.migrate.engine.run.LongestWait;
import dev.lifeguard.migrate.engine.run.TableLockSettings;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link Migrator} is told; used by one thread, once.
 *
 * <p>The data source's connections are the migrator's own while it has them: it goes over to
 * autocommit, begins and commits. One that comes with autocommit off gets it back so. One on which
 * a transaction is open is refused with a {@link
 * dev.lifeguard.migrate.error.ConfigurationException}, and left as it is: it is neither committed
 * nor rolled back nor closed. PostgreSQL's driver tells of any transaction; other databases are
 * asked where autocommit is off, and a connection of which nothing tells is refused then.
 */
public final class MigratorBuilder {

    private final DataSource dataSource;
    private final List<MigrationSource> sources = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private final List<MigrationListener> listeners = new ArrayList<>();
    private final List<PlanCheck> checks = new ArrayList<>();
    private final Map<String, String> placeholders = new HashMap<>();
    private @Nullable DatabaseProduct database;
    private @Nullable String schema;
    private String table = TableName.DEFAULT_TABLE;
    private Duration connectTimeout = Duration.ZERO;
    private Duration lockTimeout = Duration.ofMinutes(5);
    private Duration lease = Duration.ofSeconds(30);
    private Duration tableLockTimeout = TableLockSettings.USUAL.timeout();
    private Duration tableLockRetry = TableLockSettings.USUAL.retry();
    private String cancelBlockers = CancelBlockers.NONE;
    private OutOfOrder outOfOrder = OutOfOrder.REFUSE;
    private DataLoss dataLoss = DataLoss.ALLOW;
    private final Set<String> agreedLosses = new HashSet<>();
    private Mode background = Mode.BACKGROUND;
    private Grouping grouping = Grouping.NONE;
    private String application = "lifeguard-migrate";

    MigratorBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Adds a source of migrations; at least one is needed. */
    public MigratorBuilder source(MigrationSource source) {
        sources.add(source);
        return this;
    }

    /**
     * Adds a jar or a directory of classes that files of Java migrations are compiled with and see,
     * besides what this library was loaded with.
     */
    public MigratorBuilder classPath(Path entry) {
        classPath.add(entry);
        return this;
    }

    /**
     * Which database it is, or whose SQL it understands; where nothing is said, the connection
     * tells.
     */
    public MigratorBuilder database(DatabaseProduct used) {
        this.database = used;
        return this;
    }

    /**
     * The schema of the state table, in which scripts also look first; it is created with the first
     * migration if it is not there. Where nothing is said: the one the connection resolves first.
     */
    public MigratorBuilder schema(String name) {
        this.schema = name;
        return this;
    }

    /** The state table's name; {@code lifeguard_migrations} where nothing is said. */
    public MigratorBuilder table(String name) {
        this.table = name;
        return this;
    }

    /**
     * How long to try again while the database cannot be reached or is not ready yet; where nothing
     * is said, a failed first attempt is the end.
     */
    public MigratorBuilder connectTimeout(Duration longest) {
        this.connectTimeout = longest;
        return this;
    }

    /** How long to wait for another runner; 5 minutes where nothing is said. */
    public MigratorBuilder lockTimeout(Duration longest) {
        this.lockTimeout = longest;
        return this;
    }

    /**
     * What a statement of a transactional migration waits for the lock of a table, or of rows, that
     * another transaction has; PostgreSQL only. Behind that the migration is rolled back and tried
     * again, so that nobody queues up behind it for longer. 500 ms where nothing is said; {@link
     * Duration#ZERO} lets it wait as long as it takes, and nothing is tried again.
     *
     * <p>{@code -- lifeguard:lock-timeout 5s} in a script goes before this.
     */
    public MigratorBuilder tableLockTimeout(Duration longest) {
        this.tableLockTimeout = longest;
        return this;
    }

    /**
     * How long a migration is tried again that met the lock of another transaction, from the first
     * time on; 10 minutes where nothing is said. Then it fails with {@link
     * dev.lifeguard.migrate.error.ErrorKind#LOCK_BUSY}, and nothing of it is kept.
     */
    public MigratorBuilder tableLockRetry(Duration longest) {
        this.tableLockRetry = longest;
        return this;
    }

    /**
     * Whose sessions are terminated where a migration waits for their locks; PostgreSQL only, and
     * nobody's where nothing is said. {@code autovacuum} are the workers of the server's own
     * autovacuum, {@code older-than=5m} the sessions of clients whose transaction is open for at
     * least so long ({@code ms}, {@code s}, {@code m} or {@code h}), {@code none} nobody's. Never
     * terminated are a superuser's session, one that replicates, and a prepared transaction.
     *
     * <p>Each of them is told as a {@link dev.lifeguard.migrate.report.MigrationEvent.Warning}, and
     * in {@link dev.lifeguard.migrate.report.MigrationReport#warnings()}.
     */
    public MigratorBuilder cancelBlockers(String whose) {
        this.cancelBlockers = whose;
        return this;
    }

    /** How long the lock is held without being extended; 30 s where nothing is said. */
    public MigratorBuilder lease(Duration length) {
        this.lease = length;
        return this;
    }

    /** What happens to a pending migration older than the newest applied one; it is refused. */
    public MigratorBuilder outOfOrder(OutOfOrder policy) {
        this.outOfOrder = policy;
        return this;
    }

    /** Which migrations share a transaction when they are applied; each has its own. */
    public MigratorBuilder grouping(Grouping shared) {
        this.grouping = shared;
        return this;
    }

    /**
     * What a way down does that would take rows away which no migration put there; it runs. The
     * command line refuses it where nothing is said.
     */
    public MigratorBuilder dataLoss(DataLoss policy) {
        this.dataLoss = policy;
        return this;
    }

    /**
     * Losses that may happen where they are refused: exactly those that somebody was shown.
     *
     * @param messages of the problems with which a run was refused
     */
    public MigratorBuilder agreedLosses(Collection<String> messages) {
        this.agreedLosses.addAll(messages);
        return this;
    }

    /**
     * Lets {@link Migrator#up()} run all batches itself, those of {@code mode=background} too: for
     * a database that nobody else uses, such as a test's.
     */
    public MigratorBuilder backgroundBatchesInUp() {
        this.background = Mode.BLOCKING;
        return this;
    }

    /** What the lock's row calls this program, for those who wait for it. */
    public MigratorBuilder application(String name) {
        this.application = name;
        return this;
    }

    /**
     * Declares what {@code ${key}} in scripts stands for; a key that is declared again takes the
     * later value.
     *
     * <p>Where none is declared, {@code ${…}} is text like any other; where one is, a script with
     * another one is refused. A migration's checksum is that of its file, whatever the values are.
     *
     * @param key 1 to 128 letters, digits, {@code _}, {@code .} and {@code -}
     * @param value put in as it is, so the script quotes it as it needs it: {@code '${key}'}
     */
    public MigratorBuilder placeholder(String key, String value) {
        placeholders.put(key, value);
        return this;
    }

    /** Adds somebody who hears what happens. */
    public MigratorBuilder listener(MigrationListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Adds a check that may refuse a plan. */
    public MigratorBuilder check(PlanCheck check) {
        checks.add(check);
        return this;
    }

    /**
     * Makes the migrator; nothing is connected to yet.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException with all that cannot be used
     */
    public Migrator build() {
        return new Migrator(
                new MigratorConfig(
                        dataSource,
                        database,
                        sources,
                        classPath,
                        new TableName(schema, table),
                        connectTimeout,
                        lockTimeout,
                        lease,
                        new TableLockSettings(
                                tableLockTimeout,
                                tableLockRetry,
                                new CancelBlockers.None(),
                                LongestWait.ANY),
                        cancelBlockers,
                        outOfOrder,
                        grouping,
                        new LossPolicy(dataLoss, agreedLosses),
                        background,
                        placeholders,
                        application,
                        listeners,
                        checks));
    }
}
