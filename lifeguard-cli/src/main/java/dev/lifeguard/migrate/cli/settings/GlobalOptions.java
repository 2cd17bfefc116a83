package dev.lifeguard.migrate.cli.settings;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The options that every command has; as text, so that all their faults are found together. */
public final class GlobalOptions {

    /** What {@code --config} is without a file: no path, on any system. */
    private static final String NO_FILE = "\0";

    private final TextArgument databaseUrl =
            TextArgument.of(
                    option(100, "--database-url")
                            .paramLabel("URL")
                            .description(
                                    "The database: postgresql://user:password@host:port/db,"
                                            + " mysql://user:password@host:port/db (MariaDB too),"
                                            + " sqlite:FILE, jdbc:postgresql:..., jdbc:mariadb:...,"
                                            + " jdbc:sqlite:..., jdbc:h2:..., or"
                                            + " embedded:postgresql[:DIR] for a PostgreSQL of its"
                                            + " own in DIR (.lifeguard/postgresql).",
                                    "Else LIFEGUARD_DATABASE_URL, then DATABASE_URL."));

    private final TextArgument databasePasswordFile =
            TextArgument.of(
                    option(100, "--database-password-file")
                            .paramLabel("FILE")
                            .description(
                                    "A file that holds the password, as a mounted secret."
                                            + " LIFEGUARD_DATABASE_PASSWORD_FILE."));

    private final OptionSpec migrationsDirectories =
            option(101, "--migrations-dir")
                    .paramLabel("DIR")
                    .description(
                            "Where the migrations are (./migrations); once for each directory."
                                    + " LIFEGUARD_MIGRATIONS_DIR.")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1")
                    .build();

    private final TextArgument layout =
            TextArgument.of(
                    option(101, "--layout")
                            .paramLabel("NAME")
                            .description(
                                    "Whose files they are (lifeguard): flyway, liquibase-sql,"
                                            + " golang-migrate, dbmate, goose, diesel, sqlx,"
                                            + " prisma, drizzle or node-pg-migrate-sql."
                                            + " LIFEGUARD_LAYOUT."));

    private final TextArgument schema =
            TextArgument.of(
                    option(102, "--schema")
                            .paramLabel("NAME")
                            .description(
                                    "The schema of the state table, which scripts look into first"
                                            + " (the connection's). LIFEGUARD_SCHEMA."));

    private final TextArgument table =
            TextArgument.of(
                    option(103, "--table")
                            .paramLabel("NAME")
                            .description(
                                    "The state table (lifeguard_migrations). LIFEGUARD_TABLE."));

    private final TextArgument connectTimeout =
            TextArgument.of(
                    option(104, "--connect-timeout")
                            .paramLabel("DURATION")
                            .description(
                                    "How long to try again while the database cannot be reached or"
                                            + " is starting (0s: one attempt)."
                                            + " LIFEGUARD_CONNECT_TIMEOUT."));

    private final TextArgument lockTimeout =
            TextArgument.of(
                    option(105, "--lock-timeout")
                            .paramLabel("DURATION")
                            .description(
                                    "How long to wait for another runner: 500ms, 30s, 5m or 1h"
                                            + " (5m). LIFEGUARD_LOCK_TIMEOUT."));

    private final TextArgument tableLockTimeout =
            TextArgument.of(
                    option(105, "--table-lock-timeout")
                            .paramLabel("DURATION")
                            .description(
                                    "What a statement waits for the lock of a table, before its"
                                            + " migration is rolled back and tried again (500ms;"
                                            + " 0s: for as long as it takes). PostgreSQL."
                                            + " LIFEGUARD_TABLE_LOCK_TIMEOUT."));

    private final TextArgument tableLockRetry =
            TextArgument.of(
                    option(105, "--table-lock-retry")
                            .paramLabel("DURATION")
                            .description(
                                    "How long a migration is tried again that met such a lock"
                                            + " (10m). LIFEGUARD_TABLE_LOCK_RETRY."));

    private final TextArgument cancelBlockers =
            TextArgument.of(
                    option(105, "--cancel-blockers")
                            .paramLabel("autovacuum|older-than=DURATION")
                            .description(
                                    "Whose sessions are terminated while a migration waits for"
                                            + " their locks: autovacuum's, or those of clients"
                                            + " whose transaction is open for so long (none)."
                                            + " PostgreSQL. LIFEGUARD_CANCEL_BLOCKERS."));

    private final OptionSpec placeholders =
            option(106, "--placeholder")
                    .paramLabel("KEY=VALUE")
                    .description(
                            // picocli puts a value in place of what has one dollar sign only.
                            "What $${KEY} in migrations stands for; once for each. Without any,"
                                    + " $${...} is text. LIFEGUARD_PLACEHOLDER_KEY.")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1")
                    .build();

    private final TextArgument classPath =
            TextArgument.of(
                    option(107, "--class-path")
                            .paramLabel("PATH")
                            .description(
                                    "Jars and directories that Java migrations are compiled with,"
                                            + " divided as in java -cp. LIFEGUARD_CLASS_PATH."));

    private final TextArgument output =
            TextArgument.of(
                    option(108, "--output")
                            .paramLabel("text|json")
                            .completionCandidates(List.of("text", "json"))
                            .description("What stdout holds (text). LIFEGUARD_OUTPUT."));

    private final OptionSpec config =
            option(107, "--config")
                    .paramLabel("FILE")
                    .description(
                            "A configuration file (lifeguard.toml, where it is there)."
                                    + " LIFEGUARD_CONFIG.")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("0..1")
                    .fallbackValue(NO_FILE)
                    .build();

    private final TextArgument environment =
            TextArgument.of(
                    option(107, "--env")
                            .paramLabel("NAME")
                            .description(
                                    "Which [env.NAME] of the configuration file holds."
                                            + " LIFEGUARD_ENV."));

    private final Flag quiet =
            Flag.of(option(109, "-q", "--quiet").description("No progress on stderr."));

    private final Flag verbose =
            Flag.of(
                    option(110, "-v", "--verbose")
                            .description("Log everything on stderr, statements too."));

    private final Flag noColor =
            Flag.of(
                    option(111, "--no-color")
                            .description(
                                    "No colours, also by NO_COLOR; only a terminal gets any."));

    /** Gives a command these options, and all commands below it. */
    public CommandSpec addTo(CommandSpec command) {
        command.add(databaseUrl.spec());
        command.add(databasePasswordFile.spec());
        command.add(migrationsDirectories);
        command.add(layout.spec());
        command.add(schema.spec());
        command.add(table.spec());
        command.add(connectTimeout.spec());
        command.add(lockTimeout.spec());
        command.add(tableLockTimeout.spec());
        command.add(tableLockRetry.spec());
        command.add(cancelBlockers.spec());
        command.add(placeholders);
        command.add(classPath.spec());
        command.add(config);
        command.add(environment.spec());
        command.add(output.spec());
        command.add(quiet.spec());
        command.add(verbose.spec());
        command.add(noColor.spec());
        return command;
    }

    private static OptionSpec.Builder option(int order, String... names) {
        return OptionSpec.builder(names).order(order).scopeType(ScopeType.INHERIT);
    }

    @Nullable String databaseUrl() {
        return databaseUrl.text();
    }

    @Nullable String databasePasswordFile() {
        return databasePasswordFile.text();
    }

    List<String> migrationsDirectories() {
        List<String> given = migrationsDirectories.getValue();
        return Objects.requireNonNullElse(given, List.of());
    }

    @Nullable String layout() {
        return layout.text();
    }

    /** The configuration files that are named. */
    List<String> configFiles() {
        return configs().stream().filter(file -> !file.equals(NO_FILE)).toList();
    }

    /** Whether {@code --config} is among the options without a file. */
    boolean asksForSettings() {
        return configs().contains(NO_FILE);
    }

    private List<String> configs() {
        List<String> given = config.getValue();
        return Objects.requireNonNullElse(given, List.of());
    }

    @Nullable String environment() {
        return environment.text();
    }

    @Nullable String schema() {
        return schema.text();
    }

    @Nullable String table() {
        return table.text();
    }

    @Nullable String connectTimeout() {
        return connectTimeout.text();
    }

    @Nullable String lockTimeout() {
        return lockTimeout.text();
    }

    @Nullable String tableLockTimeout() {
        return tableLockTimeout.text();
    }

    @Nullable String tableLockRetry() {
        return tableLockRetry.text();
    }

    @Nullable String cancelBlockers() {
        return cancelBlockers.text();
    }

    List<String> placeholders() {
        List<String> given = placeholders.getValue();
        return Objects.requireNonNullElse(given, List.of());
    }

    @Nullable String classPath() {
        return classPath.text();
    }

    @Nullable String output() {
        return output.text();
    }

    boolean quiet() {
        return quiet.isSet();
    }

    boolean verbose() {
        return verbose.isSet();
    }

    boolean noColor() {
        return noColor.isSet();
    }
}
