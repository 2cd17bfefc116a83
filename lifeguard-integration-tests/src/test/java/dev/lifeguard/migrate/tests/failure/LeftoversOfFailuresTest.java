package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a script that fails leaves in its session does not reach the pool either. */
@OnPostgres
final class LeftoversOfFailuresTest {

    @AutoClose private final Project project;

    LeftoversOfFailuresTest(PostgresServer server) {
        project = new Project(server);
    }

    private void write(int number, String script) {
        project.write("2024010100000%s_m%s.sql".formatted(number, number), script);
    }

    @Test
    void ofAScriptThatFails() throws SQLException {
        write(1, LeftoversTest.FUNCTION);
        write(2, "SELECT leaving();\nPREPARE p AS SELECT 1;\nSELECT nothing;");
        try (PoolOfOne pool = PoolOfOne.of(project)) {
            List<String> before = pool.traces();
            failureOf(() -> project.migrator(pool.dataSource()).build().up());

            assertThat(pool.traces()).isEqualTo(before);
        }
    }

    @Test
    void ofAScriptWhoseCommitFails() throws SQLException {
        write(
                1,
                LeftoversTest.FUNCTION
                        + """
                        CREATE TABLE p (a int PRIMARY KEY);
                        CREATE TABLE c (a int REFERENCES p DEFERRABLE INITIALLY DEFERRED);
                        """);
        write(2, "SELECT leaving();\nPREPARE p AS SELECT 1;\nINSERT INTO c VALUES (1);\n");
        try (PoolOfOne pool = PoolOfOne.of(project)) {
            List<String> before = pool.traces();
            failureOf(() -> project.migrator(pool.dataSource()).build().up());

            assertThat(pool.traces()).isEqualTo(before);
        }
    }

    @Test
    void ofAScriptThatFailsWithoutATransaction() throws SQLException {
        write(1, LeftoversTest.FUNCTION);
        write(2, "-- lifeguard:no-transaction\nSELECT leaving();\nVACUUM nothing;");
        try (PoolOfOne pool = PoolOfOne.of(project)) {
            List<String> before = pool.traces();
            failureOf(() -> project.migrator(pool.dataSource()).build().up());

            assertThat(pool.traces()).isEqualTo(before);
        }
    }
}
