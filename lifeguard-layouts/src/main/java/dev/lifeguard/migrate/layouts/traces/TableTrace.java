package dev.lifeguard.migrate.layouts.traces;

import java.util.Set;

/** The table of a tool's history, and columns that only this tool's has. */
enum TableTrace {
    FLYWAY("flyway", "flyway_schema_history", "version", "installed_rank script"),
    LIQUIBASE("liquibase-sql", "databasechangelog", "id", "author md5sum"),
    GOLANG("golang-migrate", "schema_migrations", "version", "dirty"),
    DBMATE("dbmate", "schema_migrations", "version", "") {

        // Of one column; others keep something beside the version.
        @Override
        boolean hasColumns(Set<String> columns) {
            return columns.equals(Set.of("version"));
        }
    },
    GOOSE("goose", "goose_db_version", "version_id", "is_applied"),
    DIESEL("diesel", "__diesel_schema_migrations", "version", "run_on"),
    SQLX("sqlx", "_sqlx_migrations", "version", "installed_on checksum"),
    PRISMA("prisma", "_prisma_migrations", "migration_name", "rolled_back_at"),
    DRIZZLE("drizzle", "__drizzle_migrations", "hash", "created_at"),
    NODE_PG("node-pg-migrate-sql", "pgmigrations", "name", "run_on");

    private final String layout;
    private final String table;
    private final String version;
    private final String others;

    TableTrace(String layout, String table, String version, String others) {
        this.layout = layout;
        this.table = table;
        this.version = version;
        this.others = others;
    }

    String layout() {
        return layout;
    }

    String table() {
        return table;
    }

    /** The column that names the version. */
    String version() {
        return version;
    }

    boolean hasColumns(Set<String> columns) {
        return columns.contains(version)
                && (others.isEmpty() || columns.containsAll(Set.of(others.split(" ", -1))));
    }
}
