package dev.lifeguard.migrate.architecture.bad.statement.state;

import java.sql.PreparedStatement;

/** Holds a prepared statement. */
record Prepares(PreparedStatement statement) {}
