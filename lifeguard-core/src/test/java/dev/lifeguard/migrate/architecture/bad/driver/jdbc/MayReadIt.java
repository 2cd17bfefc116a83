package dev.lifeguard.migrate.architecture.bad.driver.jdbc;

import org.postgresql.util.PSQLException;

/** May do so. */
record MayReadIt(PSQLException failure) {}
