package dev.lifeguard.migrate.tests.moving;

import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directories and histories of the tools with plain SQL on each database. */
final class OtherToolsTest {

    @Nested
    @OnPostgres
    final class Postgres extends OtherToolsContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server));
        }

        @Override
        ToolTables tables() {
            return ToolTables.POSTGRESQL;
        }

        @ParameterizedTest
        @EnumSource(names = {"GOLANG_MIGRATE", "GOOSE", "SQLX", "PRISMA", "NODE_PG_MIGRATE_SQL"})
        void waitsForTheLockOfTheTool(OtherTool tool) throws SQLException {
            String name = database().query("SELECT current_database()").getFirst();
            long key =
                    switch (tool) {
                        case GOLANG_MIGRATE -> golang("public\0schema_migrations\0/" + name);
                        case GOOSE -> 4_097_083_626L;
                        case SQLX -> 0x3d32ad9eL * crc32(name);
                        case PRISMA -> 72_707_369;
                        default -> 7_241_865_325_823_964L;
                    };
            waitsForTheLock(tool, "SELECT pg_advisory_lock(%s)".formatted(key));
        }
    }

    @Nested
    final class MariaDb extends OtherToolsContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Override
        ToolTables tables() {
            return ToolTables.MARIADB;
        }

        @ParameterizedTest
        @EnumSource(names = {"GOLANG_MIGRATE", "SQLX", "PRISMA"})
        void waitsForTheLockOfTheTool(OtherTool tool) throws SQLException {
            String name = database().query("SELECT DATABASE()").getFirst();
            String lock =
                    switch (tool) {
                        case GOLANG_MIGRATE -> Long.toString(golang(name + ":schema_migrations"));
                        case SQLX -> Long.toHexString(0x3d32ad9eL * crc32(name));
                        default -> "prisma_migrate";
                    };
            waitsForTheLock(tool, "SELECT GET_LOCK('%s', 0)".formatted(lock));
        }
    }

    @Nested
    final class Sqlite extends OtherToolsContract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }

        @Override
        ToolTables tables() {
            return ToolTables.SQLITE;
        }
    }
}
