package dev.lifeguard.migrate.report;

import java.time.Duration;

/**
 * One migration that a run applied or rolled back.
 *
 * @param version the 14 digits
 * @param name the migration's name
 * @param executionTime what its statements took, as this process measured it
 */
public record MigrationResult(long version, String name, Duration executionTime) {}
