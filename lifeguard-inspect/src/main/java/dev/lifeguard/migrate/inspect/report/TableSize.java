package dev.lifeguard.migrate.inspect.report;

import java.util.Optional;

/**
 * How big a table is.
 *
 * @param name with its schema where the database has some
 * @param rows how many it has, as the database estimates; empty where it does not
 * @param bytes on the disk, with its indexes; empty where nobody knows
 * @param indexBytes of those its indexes; empty where nobody knows
 */
public record TableSize(
        String name, Optional<Long> rows, Optional<Long> bytes, Optional<Long> indexBytes) {}
