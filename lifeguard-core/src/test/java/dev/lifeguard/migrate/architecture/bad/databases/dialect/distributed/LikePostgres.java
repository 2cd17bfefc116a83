package dev.lifeguard.migrate.architecture.bad.databases.dialect.distributed;

import dev.lifeguard.migrate.architecture.bad.databases.dialect.postgresql.Catalog;

/** A look-alike may ask the one that it looks like. */
record LikePostgres(Catalog catalog) {}
