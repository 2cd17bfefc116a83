package dev.lifeguard.migrate.inspect.compat;

/**
 * A statement of which it is not known whether it survives.
 *
 * @param statement as it was given; empty where it could not be read
 * @param reason why
 */
public record NotAnalysed(String statement, String reason) {}
