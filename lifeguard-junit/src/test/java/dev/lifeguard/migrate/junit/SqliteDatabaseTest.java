package dev.lifeguard.migrate.junit;

@MigratedDatabase(locations = "classpath:shop", database = MigratedDatabase.Kind.SQLITE)
final class SqliteDatabaseTest extends DatabaseContract {}
