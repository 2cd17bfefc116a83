package dev.lifeguard.migrate.architecture.bad.statement;

import java.sql.CallableStatement;

/** Holds a call. */
record Calls(CallableStatement statement) {}
