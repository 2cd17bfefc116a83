package dev.lifeguard.migrate.tests.moving;

/**
 * How the tools' tables are made on one database.
 *
 * @param identity a column that counts by itself
 * @param time a time with the current one as default
 * @param bytes bytes
 * @param digest writes a text's hexadecimal digits as bytes
 * @param drizzle where Drizzle's table is
 */
record ToolTables(String identity, String time, String bytes, String digest, String drizzle) {

    static final ToolTables POSTGRESQL =
            new ToolTables(
                    "serial PRIMARY KEY",
                    "timestamptz DEFAULT now()",
                    "bytea",
                    "decode('%s', 'hex')",
                    "drizzle.__drizzle_migrations");

    static final ToolTables MARIADB =
            new ToolTables(
                    "serial PRIMARY KEY",
                    "timestamp NULL DEFAULT CURRENT_TIMESTAMP",
                    "blob",
                    "x'%s'",
                    "__drizzle_migrations");

    static final ToolTables SQLITE =
            new ToolTables(
                    "INTEGER PRIMARY KEY AUTOINCREMENT",
                    "TIMESTAMP DEFAULT CURRENT_TIMESTAMP",
                    "BLOB",
                    "x'%s'",
                    "__drizzle_migrations");
}
