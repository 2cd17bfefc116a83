package dev.lifeguard.migrate.architecture.bad.statement.jdbc;

import java.sql.PreparedStatement;
import java.sql.Statement;

/** May do so. */
record MayRun(Statement statement, PreparedStatement prepared) {}
