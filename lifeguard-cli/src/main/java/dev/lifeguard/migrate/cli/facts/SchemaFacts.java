package dev.lifeguard.migrate.cli.facts;

/**
 * How much a schema holds, without the state table.
 *
 * @param size of its tables with their indexes, in bytes, 0 where nobody knows
 */
public record SchemaFacts(
        String name, int tables, int views, int indexes, int foreignKeys, int checks, long size) {}
