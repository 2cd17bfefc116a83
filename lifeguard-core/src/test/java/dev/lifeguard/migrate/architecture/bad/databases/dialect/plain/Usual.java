package dev.lifeguard.migrate.architecture.bad.databases.dialect.plain;

/** What several databases have. */
public record Usual(int count) {}
