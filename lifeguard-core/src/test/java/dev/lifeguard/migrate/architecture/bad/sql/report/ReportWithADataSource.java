package dev.lifeguard.migrate.architecture.bad.sql.report;

import javax.sql.DataSource;

/** Asks the database while it reports. */
record ReportWithADataSource(DataSource dataSource) {}
