package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.layouts.LayoutName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is said below {@code lifeguard.migrate}; an unknown name is refused. What is not said is
 * null, and {@link #settings} knows what holds then. The metadata repeats those defaults, and no
 * {@link DefaultValue} says them: Boot converts each from text, which made the first binding of so
 * many take three times as long (137 ms, not 46, on a busy machine).
 *
 * @param enabled Whether anything is done at all.
 * @param mode What is done with the migrations when the application starts.
 * @param locations Where migrations are: "classpath:db/migration", "filesystem:migrations";
 *     sub-folders belong to them, and "{vendor}" stands for the database, as "postgresql".
 * @param layout Whose files they are: "lifeguard", "flyway", "liquibase-sql", "golang-migrate",
 *     "dbmate", "goose", "diesel", "sqlx", "prisma", "drizzle" or "node-pg-migrate-sql".
 * @param url The JDBC URL that migrations connect to, where it is not that of the data source.
 * @param user Who logs in for migrations, where it is not the user of the data source.
 * @param password The password of that user.
 * @param schema The schema of the state table, in which scripts also look first.
 * @param table The name of the state table.
 * @param lockTimeout How long to wait for another instance that migrates.
 * @param lease How long the lock is held without being extended.
 * @param connectTimeout How long to try again while the database cannot be reached.
 * @param tableLockTimeout What a statement waits for the lock of a table before its migration is
 *     rolled back and tried again; 0s for as long as it takes. PostgreSQL only.
 * @param tableLockRetry How long a migration is tried again that met such a lock.
 * @param cancelBlockers Whose sessions are terminated while a migration waits for their locks:
 *     "autovacuum" for those of autovacuum, "older-than=5m" for those of clients whose transaction
 *     is open for so long. PostgreSQL only.
 * @param outOfOrder Whether a pending migration older than the newest applied one is applied.
 * @param group Whether all that is pending is committed together, or nothing of it.
 * @param lint Whether what is pending is looked at first for what is unsafe; needs
 *     lifeguard-inspect.
 * @param lintRules What is said of its rules.
 * @param placeholders What stands for "${key}" in scripts, by key.
 * @param database Which database it is, where the connection does not tell.
 * @param application What the row of the lock calls this program; "spring.application.name" where
 *     nothing is said.
 * @param classPath Jars and directories that files of Java migrations are compiled with.
 * @param datasources Several databases, by the names of their data sources.
 */
@ConfigurationProperties(prefix = "lifeguard.migrate", ignoreUnknownFields = false)
record MigrateProperties(
        @Nullable Boolean enabled,
        @Nullable MigrationMode mode,
        @Nullable List<String> locations,
        @Nullable String layout,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String schema,
        @Nullable String table,
        @Nullable Duration lockTimeout,
        @Nullable Duration lease,
        @Nullable Duration connectTimeout,
        @Nullable Duration tableLockTimeout,
        @Nullable Duration tableLockRetry,
        @Nullable String cancelBlockers,
        @Nullable Boolean outOfOrder,
        @Nullable Boolean group,
        @Nullable LintMode lint,
        @Nullable LintRules lintRules,
        @DefaultValue Map<String, String> placeholders,
        @Nullable DatabaseProduct database,
        @Nullable String application,
        @DefaultValue List<String> classPath,
        @DefaultValue Map<String, NamedDatabase> datasources) {

    /** The prefix of all of them. */
    static final String PREFIX = "lifeguard.migrate";

    /** Where migrations are looked for when nothing is said. */
    static final String DEFAULT_LOCATION = "classpath:db/migration";

    /**
     * One of several databases. What is not said holds as for all; where it is and where its
     * migrations are is its own.
     *
     * @param enabled Whether anything is done with it.
     * @param locations Where its migrations are; "classpath:db/migration/" and its name where
     *     nothing is said.
     * @param layout Whose files they are, as "flyway".
     * @param url The JDBC URL that migrations connect to, where it is not that of the data source.
     * @param user Who logs in for migrations, where it is not the user of the data source.
     * @param password The password of that user.
     * @param schema The schema of the state table, in which scripts also look first.
     * @param table The name of the state table.
     * @param lockTimeout How long to wait for another instance that migrates.
     * @param lease How long the lock is held without being extended.
     * @param connectTimeout How long to try again while the database cannot be reached.
     * @param tableLockTimeout What a statement waits for the lock of a table before its migration
     *     is rolled back and tried again; 0s for as long as it takes. PostgreSQL only.
     * @param tableLockRetry How long a migration is tried again that met such a lock.
     * @param cancelBlockers Whose sessions are terminated while a migration waits for their locks:
     *     "autovacuum", "older-than=5m" or "none". PostgreSQL only.
     * @param outOfOrder Whether a pending migration older than the newest applied one is applied.
     * @param group Whether all that is pending is committed together, or nothing of it.
     * @param lint Whether what is pending is looked at first for what is unsafe.
     * @param placeholders What stands for "${key}" in scripts, besides those for all.
     * @param database Which database it is, where the connection does not tell.
     */
    record NamedDatabase(
            @DefaultValue("true") boolean enabled,
            @Nullable List<String> locations,
            @Nullable String layout,
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String schema,
            @Nullable String table,
            @Nullable Duration lockTimeout,
            @Nullable Duration lease,
            @Nullable Duration connectTimeout,
            @Nullable Duration tableLockTimeout,
            @Nullable Duration tableLockRetry,
            @Nullable String cancelBlockers,
            @Nullable Boolean outOfOrder,
            @Nullable Boolean group,
            @Nullable LintMode lint,
            @DefaultValue Map<String, String> placeholders,
            @Nullable DatabaseProduct database) {

        /** Where its migrations are, by its name where nothing is said. */
        List<String> locationsOf(String name) {
            return locations == null ? List.of(DEFAULT_LOCATION + "/" + name) : locations;
        }

        private List<String> texts() {
            List<String> texts = present(url, user, password, schema, table);
            texts.addAll(locations == null ? List.of() : locations);
            texts.addAll(placeholders.values());
            return texts;
        }

        /** Without the URL and the password. */
        @Override
        public String toString() {
            return "NamedDatabase[locations=%s]".formatted(locations);
        }
    }

    /** What is done with the migrations when the application starts. */
    MigrationMode chosenMode() {
        return orElse(mode, MigrationMode.RUN);
    }

    /** What holds for the only database. */
    MigratorSettings settings() {
        return new MigratorSettings(
                LifeguardMigrateAutoConfiguration.MIGRATOR,
                orElse(locations, List.of(DEFAULT_LOCATION)),
                orElse(layout, LayoutName.OWN),
                schema,
                orElse(table, "lifeguard_migrations"),
                orElse(lockTimeout, Duration.ofMinutes(5)),
                orElse(lease, Duration.ofSeconds(30)),
                orElse(connectTimeout, Duration.ZERO),
                orElse(tableLockTimeout, Duration.ofMillis(500)),
                orElse(tableLockRetry, Duration.ofMinutes(10)),
                orElse(cancelBlockers, "none"),
                orElse(outOfOrder, false),
                orElse(group, false),
                orElse(lint, LintMode.OFF),
                orElse(lintRules, LintRules.NONE),
                placeholders,
                database,
                application,
                classPath);
    }

    /** What holds for one of several databases. */
    MigratorSettings settings(String name, NamedDatabase named) {
        MigratorSettings common = settings();
        Map<String, String> all = new HashMap<>(placeholders);
        all.putAll(named.placeholders());
        return new MigratorSettings(
                NamedMigratorsRegistrar.bean(name),
                named.locationsOf(name),
                orElse(named.layout(), common.layout()),
                named.schema(),
                orElse(named.table(), common.table()),
                orElse(named.lockTimeout(), common.lockTimeout()),
                orElse(named.lease(), common.lease()),
                orElse(named.connectTimeout(), common.connectTimeout()),
                orElse(named.tableLockTimeout(), common.tableLockTimeout()),
                orElse(named.tableLockRetry(), common.tableLockRetry()),
                orElse(named.cancelBlockers(), common.cancelBlockers()),
                orElse(named.outOfOrder(), common.outOfOrder()),
                orElse(named.group(), common.group()),
                orElse(named.lint(), common.lint()),
                common.lintRules(),
                all,
                named.database() == null ? database : named.database(),
                application,
                classPath);
    }

    /** All values that may hold whatever the user wrote. */
    List<String> texts() {
        List<String> texts = present(url, user, password, schema, table, application);
        texts.addAll(settings().locations());
        texts.addAll(classPath);
        texts.addAll(placeholders.values());
        datasources.values().forEach(named -> texts.addAll(named.texts()));
        return texts;
    }

    private static List<String> present(@Nullable String... values) {
        List<String> present = new ArrayList<>();
        for (String value : values) {
            if (value != null) {
                present.add(value);
            }
        }
        return present;
    }

    private static <T> T orElse(@Nullable T own, T common) {
        return own == null ? common : own;
    }

    /** Without the URL and the password. */
    @Override
    public String toString() {
        return "MigrateProperties[mode=%s, locations=%s, datasources=%s]"
                .formatted(chosenMode(), settings().locations(), datasources.keySet());
    }
}
