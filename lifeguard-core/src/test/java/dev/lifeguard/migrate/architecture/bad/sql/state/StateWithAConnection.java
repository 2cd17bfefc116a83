package dev.lifeguard.migrate.architecture.bad.sql.state;

import java.sql.Connection;
import javax.sql.DataSource;

/** May do so. */
record StateWithAConnection(Connection connection, DataSource dataSource) {}
