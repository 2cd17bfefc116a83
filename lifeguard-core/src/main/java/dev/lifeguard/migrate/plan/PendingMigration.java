package dev.lifeguard.migrate.plan;

import org.jspecify.annotations.Nullable;

/**
 * A migration that is not applied, or not whole.
 *
 * @param version the 14 digits
 * @param name the migration's name
 * @param statementsDone how many of its statements took effect when it is part-way, else null
 */
public record PendingMigration(long version, String name, @Nullable Integer statementsDone) {}
