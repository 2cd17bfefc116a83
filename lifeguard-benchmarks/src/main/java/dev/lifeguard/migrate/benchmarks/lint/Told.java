package dev.lifeguard.migrate.benchmarks.lint;

/**
 * What a program says of a statement.
 *
 * @param file of the statement
 * @param statement where it begins
 */
record Told(UpFile file, Place statement, String rule, String message) {}
