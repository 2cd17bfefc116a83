package dev.lifeguard.migrate.architecture.bad.sql.source;

import javax.sql.DataSource;

/** Asks the database while it lists files. */
record SourceWithADataSource(DataSource dataSource) {}
