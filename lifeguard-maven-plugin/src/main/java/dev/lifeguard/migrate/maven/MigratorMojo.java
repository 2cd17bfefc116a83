package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.connect.words.DurationText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have that compare migrations with a database. */
abstract class MigratorMojo extends LifeguardMojo {

    private static final String LOCK_TIMEOUT = "5m";
    private static final String LEASE = "30s";
    private static final String TABLE_LOCK_TIMEOUT = "500ms";
    private static final String TABLE_LOCK_RETRY = "10m";

    /** The schema of the state table, which scripts look into first; else the connection's. */
    @Parameter(property = "lifeguard.schema")
    private @Nullable String schema;

    /** The state table, lifeguard_migrations where nothing is said. */
    @Parameter(property = "lifeguard.table")
    private @Nullable String table;

    /** How long to try again while the database cannot be reached or is starting. */
    @Parameter(property = "lifeguard.connectTimeout", defaultValue = "0s")
    private String connectTimeout = "0s";

    /** How long to wait for another runner: 500ms, 30s, 5m or 1h. */
    @Parameter(property = "lifeguard.lockTimeout", defaultValue = LOCK_TIMEOUT)
    private String lockTimeout = LOCK_TIMEOUT;

    /**
     * What a statement waits for the lock of a table before its migration is rolled back and tried
     * again; 0s lets it wait as long as it takes. PostgreSQL only.
     */
    @Parameter(property = "lifeguard.tableLockTimeout", defaultValue = TABLE_LOCK_TIMEOUT)
    private String tableLockTimeout = TABLE_LOCK_TIMEOUT;

    /** How long a migration is tried again that met such a lock. */
    @Parameter(property = "lifeguard.tableLockRetry", defaultValue = TABLE_LOCK_RETRY)
    private String tableLockRetry = TABLE_LOCK_RETRY;

    /**
     * Whose sessions are terminated while a migration waits for their locks: autovacuum for those
     * of autovacuum, older-than=5m for those of clients whose transaction is open for so long.
     * PostgreSQL only.
     */
    @Parameter(property = "lifeguard.cancelBlockers", defaultValue = "none")
    private String cancelBlockers = "none";

    /** How long the lock is held without being extended. */
    @Parameter(property = "lifeguard.lease", defaultValue = LEASE)
    private String lease = LEASE;

    /**
     * What ${key} in migrations stands for. On the command line -Dlifeguard.placeholder.KEY=VALUE,
     * which goes before what is said here.
     */
    @Parameter private @Nullable Map<String, String> placeholder;

    /** Also applies what is older than the newest applied migration. */
    @Parameter(property = "lifeguard.outOfOrder", defaultValue = "false")
    private boolean outOfOrder;

    /** Commits all migrations together, or none of them; PostgreSQL only. */
    @Parameter(property = "lifeguard.group", defaultValue = "false")
    private boolean group;

    /** What {@code ${key}} in migrations stands for. */
    final Map<String, String> placeholders() {
        return new GivenPlaceholders(placeholder == null ? Map.of() : placeholder)
                .with(project().getProperties())
                .with(session().getUserProperties())
                .values();
    }

    final Duration lockTimeout() {
        return DurationText.required("lock timeout", lockTimeout);
    }

    final OutOfOrder outOfOrder() {
        return outOfOrder ? OutOfOrder.ALLOW : OutOfOrder.REFUSE;
    }

    /** What else a database depends on, beside the files. */
    final String settings() {
        String layout = layout().equals(Layout.own()) ? "" : ", layout " + layoutName();
        return "schema %s, table %s, placeholders %s%s"
                .formatted(schema, table, placeholders(), layout);
    }

    /** The files of the migrations directories. */
    final List<MigrationSource> sources() {
        return sources(layout());
    }

    /** The same, read by any layout. */
    final List<MigrationSource> sources(Layout layout) {
        return directories().stream()
                .map(directory -> ConvertedDirectory.source(directory, layout))
                .toList();
    }

    /** Which database it is, as far as that is known without asking one. */
    abstract Optional<DatabaseProduct> product();

    /** Those files, read as those of that database. */
    final MigrationCatalog catalog() {
        return MigrationCatalog.of(
                sources(), classPath(), new BuildSurroundings(product(), placeholders()));
    }

    /** Reads versions of parameters. */
    final VersionText versions(Migrator migrator) {
        return new VersionText(layout(), this::catalog, migrator::status);
    }

    /**
     * Begins a migrator for a database.
     *
     * @param database which one it is, where that is known
     * @throws dev.lifeguard.migrate.error.ConfigurationException with all durations that are none
     */
    final MigratorBuilder builder(DataSource dataSource, Optional<DatabaseProduct> database) {
        return builder(dataSource, database, sources());
    }

    /** The same with other sources. */
    final MigratorBuilder builder(
            DataSource dataSource,
            Optional<DatabaseProduct> database,
            List<MigrationSource> sources) {
        MigratorBuilder builder = inAnySchema(dataSource, database, sources);
        return schema == null ? builder : builder.schema(schema);
    }

    /**
     * The same for a database of the goal's own. On MariaDB a schema is a database, so that one of
     * that name would take the place of the goal's own.
     */
    final MigratorBuilder onScratch(
            DataSource dataSource,
            Optional<DatabaseProduct> database,
            List<MigrationSource> sources) {
        return product().filter(DatabaseProduct.MARIADB::equals).isPresent()
                ? inAnySchema(dataSource, database, sources)
                : builder(dataSource, database, sources);
    }

    private MigratorBuilder inAnySchema(
            DataSource dataSource,
            Optional<DatabaseProduct> database,
            List<MigrationSource> sources) {
        MigratorBuilder builder = durations(Migrator.builder(dataSource));
        builder.application("lifeguard-maven-plugin")
                .outOfOrder(outOfOrder())
                .grouping(group ? Grouping.ALL : Grouping.NONE);
        sources.forEach(builder::source);
        classPath().forEach(builder::classPath);
        placeholders().forEach(builder::placeholder);
        database.ifPresent(builder::database);
        if (table != null) {
            builder.table(table);
        }
        return builder;
    }

    /** The state table as it is told. */
    final TableName table() {
        return new TableName(schema, Objects.requireNonNullElse(table, TableName.DEFAULT_TABLE));
    }

    /** What scripts look into first, where that is said. */
    final Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    private MigratorBuilder durations(MigratorBuilder builder) {
        List<String> faults = new ArrayList<>();
        builder.connectTimeout(duration("connectTimeout", connectTimeout, faults))
                .lockTimeout(duration("lockTimeout", lockTimeout, faults))
                .lease(duration("lease", lease, faults))
                .tableLockTimeout(duration("tableLockTimeout", tableLockTimeout, faults))
                .tableLockRetry(duration("tableLockRetry", tableLockRetry, faults))
                .cancelBlockers(cancelBlockers);
        if (!faults.isEmpty()) {
            throw Refused.because(String.join(" ", faults));
        }
        return builder;
    }

    private static Duration duration(String name, String text, List<String> faults) {
        Optional<Duration> duration = DurationText.parse(text);
        if (duration.isEmpty()) {
            faults.add(DurationText.fault(name, text));
        }
        return duration.orElse(Duration.ZERO);
    }
}
