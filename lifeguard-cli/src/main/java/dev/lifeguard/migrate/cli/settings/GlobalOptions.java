package dev.lifeguard.migrate.cli.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has; as text, so that all their faults are found together. */
public final class GlobalOptions {

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            order = 100,
            description = {
                "The database: postgresql://user:password@host:port/db, jdbc:postgresql:..., or"
                        + " embedded:postgresql[:DIR] for a PostgreSQL of its own in DIR"
                        + " (.lifeguard/postgresql).",
                "Else LIFEGUARD_DATABASE_URL, then DATABASE_URL."
            })
    private @Nullable String databaseUrl;

    @Option(
            names = "--migrations-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            order = 101,
            description = "Where the migrations are (./migrations). LIFEGUARD_MIGRATIONS_DIR.")
    private @Nullable String migrationsDirectory;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 102,
            description =
                    "The schema of the state table, which scripts look into first (the"
                            + " connection's). LIFEGUARD_SCHEMA.")
    private @Nullable String schema;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 103,
            description = "The state table (lifeguard_migrations). LIFEGUARD_TABLE.")
    private @Nullable String table;

    @Option(
            names = "--connect-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            order = 104,
            description =
                    "How long to try again while the database cannot be reached or is starting"
                            + " (0s: one attempt). LIFEGUARD_CONNECT_TIMEOUT.")
    private @Nullable String connectTimeout;

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            order = 105,
            description =
                    "How long to wait for another runner: 500ms, 30s, 5m or 1h (5m)."
                            + " LIFEGUARD_LOCK_TIMEOUT.")
    private @Nullable String lockTimeout;

    @Option(
            names = "--placeholder",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            order = 106,
            description =
                    // picocli puts a value in place of what has one dollar sign only.
                    "What $${KEY} in migrations stands for; once for each. Without any, $${...} is"
                            + " text.")
    private List<String> placeholders = new ArrayList<>();

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            order = 107,
            description =
                    "Jars and directories that Java migrations are compiled with, divided as in"
                            + " java -cp. LIFEGUARD_CLASS_PATH.")
    private @Nullable String classPath;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            scope = ScopeType.INHERIT,
            order = 108,
            description = "What stdout holds (text). LIFEGUARD_OUTPUT.")
    private @Nullable String output;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            order = 109,
            description = "No progress on stderr.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            order = 110,
            description = "Log everything on stderr, statements too.")
    private boolean verbose;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            order = 111,
            description = "No colours, also by NO_COLOR; only a terminal gets any.")
    boolean noColor;

    @Nullable String databaseUrl() {
        return databaseUrl;
    }

    @Nullable String migrationsDirectory() {
        return migrationsDirectory;
    }

    @Nullable String schema() {
        return schema;
    }

    @Nullable String table() {
        return table;
    }

    @Nullable String connectTimeout() {
        return connectTimeout;
    }

    @Nullable String lockTimeout() {
        return lockTimeout;
    }

    List<String> placeholders() {
        return placeholders;
    }

    @Nullable String classPath() {
        return classPath;
    }

    @Nullable String output() {
        return output;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }
}
