package dev.lifeguard.migrate.junit;

@MigratedDatabase(locations = "classpath:shop")
final class PostgresDatabaseTest extends DatabaseContract {}
