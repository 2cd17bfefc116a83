package dev.lifeguard.migrate.architecture.bad.sql.dialect;

import java.sql.JDBCType;

/** Names a type of JDBC. */
record DialectWithAType(JDBCType type) {}
