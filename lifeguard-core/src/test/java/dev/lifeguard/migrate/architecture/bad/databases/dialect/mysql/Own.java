package dev.lifeguard.migrate.architecture.bad.databases.dialect.mysql;

import dev.lifeguard.migrate.architecture.bad.databases.dialect.plain.Usual;

/** A database's own, with what several have. */
public record Own(Usual usual) {}
