package dev.lifeguard.migrate.architecture.bad.names;

/** Is the field's own word. */
final class SchemaManager {}
