package dev.lifeguard.migrate.architecture.bad.statement.state;

import java.sql.ResultSet;

/** Only reads what was asked. */
record ReadsAResult(ResultSet result) {}
