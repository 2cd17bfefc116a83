package dev.lifeguard.migrate.junit;

@MigratedDatabase(locations = "classpath:shop", database = MigratedDatabase.Kind.H2)
final class H2DatabaseTest extends DatabaseContract {}
