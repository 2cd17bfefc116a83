package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The place of the state table on each database. */
@Execution(ExecutionMode.CONCURRENT)
final class StatePlaceTest {

    @Nested
    @OnPostgres
    final class Postgres extends StatePlaceContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server), "current_schema()");
        }
    }

    @Nested
    final class MariaDb extends StatePlaceContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()), "database()");
        }

        @Test
        void anotherDefaultDatabaseIsTold() {
            try (ContractProject one = onNewDatabase();
                    ContractProject other = onNewDatabase()) {
                one.write("20240101000000_moved.sql", "CREATE TABLE one (id int);\n");
                one.up();
                String first = one.database().query("SELECT database()").getFirst();
                other.write("20240101000000_moved.sql", "CREATE TABLE one (id int);\n");

                assertThat(other.up().warnings())
                        .filteredOn(warning -> warning.contains("history"))
                        .singleElement()
                        .asString()
                        .contains("\"%s.lifeguard_migrations\" holds the history".formatted(first))
                        .endsWith(" A history of its own begins here.");
            }
        }

        private static ContractProject onNewDatabase() {
            return ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Sqlite extends StatePlaceContract {
        Sqlite() {
            super(ContractDatabase.sqlite(), "'main'");
        }

        @Test
        void theStateTableIsNeverTemporary() {
            try (ContractProject project = ContractProject.of(ContractDatabase.sqlite())) {
                project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");

                assertThat(failureOf(() -> project.migrator().schema("temp").build().up()))
                        .hasMessageStartingWith(
                                "LG-101 The state table \"temp.lifeguard_migrations\" cannot be in"
                                        + " the schema \"temp\"");
            }
        }
    }

    @Nested
    final class H2 extends StatePlaceContract {
        H2() {
            super(ContractDatabase.h2(), "CURRENT_SCHEMA");
        }

        @TempDir private Path directory;

        @Test
        void anotherSchemaOfTheUrlIsTold() throws IOException, SQLException {
            String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
            Files.writeString(
                    directory.resolve("20240101000000_one.sql"), "CREATE TABLE one (id int);\n");
            assertThat(migrator(at(url)).up().applied()).hasSize(1);
            try (var connection = at(url).getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA app");
            }

            assertThat(failureOf(() -> migrator(at(url + ";SCHEMA=APP")).up()))
                    .hasMessage(
                            "LG-101 There is no history in \"APP.lifeguard_migrations\", where this"
                                + " connection has its place, but \"PUBLIC.LIFEGUARD_MIGRATIONS\""
                                + " holds the history of these migrations: 20240101000000 one is"
                                + " applied there. Nothing was run. Go on with that history by"
                                + " schema(\"PUBLIC\"), or begin another one here by"
                                + " schema(\"APP\").");
        }

        @Test
        void aHistoryAlongTheSearchPathIsNotPassedOver() throws IOException, SQLException {
            String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
            Path file = directory.resolve("20240101000000_one.sql");
            Files.writeString(file, "CREATE TABLE one (id int);\n");
            migrator(at(url)).up();
            Files.move(file, directory.resolve("20240102000000_two.sql"));
            try (var connection = at(url).getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA app");
                statement.execute(
                        "CREATE TABLE app.lifeguard_migrations AS"
                                + " SELECT * FROM public.lifeguard_migrations WITH NO DATA");
            }
            String path = ";INIT=SET SCHEMA app\\;SET SCHEMA_SEARCH_PATH app, public";

            assertThat(failureOf(() -> migrator(at(url + path)).up()))
                    .hasMessageContaining(
                            "LG-101 There is no history in \"APP.lifeguard_migrations\", where this"
                                    + " connection has its place, but"
                                    + " \"PUBLIC.LIFEGUARD_MIGRATIONS\" holds a history, which has"
                                    + " none of the migrations that are here: 20240101000000 one is"
                                    + " applied there.");
        }

        private Migrator migrator(DataSource dataSource) {
            return Migrator.builder(dataSource)
                    .source(MigrationSource.directory(directory))
                    .build();
        }

        private static DataSource at(String url) {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL(url);
            return dataSource;
        }
    }
}
