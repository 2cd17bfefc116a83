package dev.lifeguard.migrate.inspect.snapshot;

/**
 * What is not said of each object.
 *
 * @param collation what {@code SET NAMES utf8mb4} gives
 * @param database the collation of the database
 */
record MariaDbUsual(String collation, String database) {}
