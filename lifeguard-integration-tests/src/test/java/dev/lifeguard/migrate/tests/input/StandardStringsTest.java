package dev.lifeguard.migrate.tests.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.ServerLog;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Scripts in sessions that begin with standard_conforming_strings off. */
@OnPostgres
final class StandardStringsTest {

    private static final String FILE = "20240101000000_texts.sql";

    @AutoClose private final Project project;
    private final TestDatabase database;

    StandardStringsTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(
                FILE,
                """
                -- Up migration
                CREATE TABLE texts (text text);
                INSERT INTO texts VALUES ('it\\'s; -- one'), ('two\\\\');
                -- Down migration
                COMMENT ON TABLE texts IS 'it\\'s; -- gone'; DROP TABLE texts;
                """);
    }

    private MigratorBuilder migratorWithRole() {
        String role = database.createRole("backslashes", "secret");
        database.execute(
                "ALTER ROLE %s SET standard_conforming_strings = off".formatted(role),
                "GRANT CREATE ON SCHEMA public TO " + role);
        DataSource dataSource = database.dataSource(role, "secret");
        return project.migrator(dataSource);
    }

    @Test
    void areReadAsTheRoleHasIt() {
        migratorWithRole().build().up();

        assertThat(database.query("SELECT text FROM texts"))
                .containsExactly("it's; -- one", "two\\");
    }

    @Test
    void areReadAsTheDatabaseHasItUpAndDown() {
        database.execute(
                "ALTER DATABASE %s SET standard_conforming_strings = off"
                        .formatted(database.name()));
        project.up();
        assertThat(database.value("SELECT count(*) FROM texts")).isEqualTo("2");
        project.delete(FILE);

        project.migrator().build().down();

        assertThat(database.has("texts")).isFalse();
    }

    @Test
    void areReadAsTheScriptSetsIt() {
        project.write(
                "20240102000000_standard.sql",
                """
                SET standard_conforming_strings = on;
                INSERT INTO texts VALUES ('C:\\'); -- ';
                RESET standard_conforming_strings;
                INSERT INTO texts VALUES ('\\';');
                """);
        project.write("20240103000000_next.sql", "INSERT INTO texts VALUES ('\\'');\n");

        migratorWithRole().build().up();

        assertThat(database.query("SELECT text FROM texts OFFSET 2"))
                .containsExactly("C:\\", "';", "'");
    }

    @Test
    void costNothingWhenNothingIsPending() {
        MigratorBuilder migrator = migratorWithRole();
        migrator.build().up();
        ServerLog log = ServerLog.of(database);

        assertThat(migrator.build().up().applied()).isEmpty();

        assertThat(log.statements())
                .filteredOn(statement -> !statement.startsWith("SET "))
                .hasSize(2)
                .allMatch(statement -> statement.startsWith("SELECT "));
    }
}
