package dev.lifeguard.migrate.architecture.bad.databases.dialect.plain;

import dev.lifeguard.migrate.architecture.bad.databases.dialect.postgresql.Catalog;

/** Is called usual and is one database's. */
record PlainAsOnOne(Catalog catalog) {}
