package dev.lifeguard.migrate.architecture.bad.databases.dialect.postgresql;

/** One database's. */
public record Catalog(int count) {}
