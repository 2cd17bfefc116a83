package dev.lifeguard.migrate.inspect.verify;

/**
 * A table that took no made-up row, so that what a migration does to its rows was not tried.
 *
 * @param table its qualified name
 * @param reason what the server says
 */
public record Unseeded(String table, String reason) {}
