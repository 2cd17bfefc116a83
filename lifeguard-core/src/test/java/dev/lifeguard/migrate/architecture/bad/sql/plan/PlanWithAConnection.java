package dev.lifeguard.migrate.architecture.bad.sql.plan;

import java.sql.Connection;

/** Asks the database while it plans. */
record PlanWithAConnection(Connection connection) {}
