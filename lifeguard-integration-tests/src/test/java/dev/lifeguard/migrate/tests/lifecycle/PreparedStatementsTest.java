package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a long run prepares on the server for itself, and what scripts do to it. */
@OnPostgres
final class PreparedStatementsTest {

    private static final int MIGRATIONS = 30;

    @AutoClose private final Project project;
    @AutoClose private final HikariDataSource pool;
    private final List<String> started = new ArrayList<>();
    private final List<String> finished = new ArrayList<>();

    PreparedStatementsTest(PostgresServer server) {
        project = new Project(server);
        HikariConfig config = new HikariConfig();
        config.setDataSource(project.database().dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(500);
        pool = new HikariDataSource(config);
        for (int number = 1; number <= MIGRATIONS; number++) {
            write(number, "CREATE TABLE t%s (id int);\n".formatted(number));
        }
    }

    private void write(int number, String sql) {
        project.write(String.format(Locale.ROOT, "202401%02d000000_t%s.sql", number, number), sql);
    }

    private void up() {
        project.migrator(pool).listener(this::hear).build().up();
    }

    private void hear(MigrationEvent event) {
        switch (event) {
            case MigrationEvent.MigrationStarted begun -> started.add(begun.step().name());
            case MigrationEvent.MigrationFinished done -> finished.add(done.result().name());
            default -> {}
        }
    }

    private static List<String> names(int most) {
        return IntStream.rangeClosed(1, most).mapToObj(number -> "t" + number).toList();
    }

    private List<String> prepared() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT name FROM pg_prepared_statements")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Test
    void nothingOfItIsLeftOnAConnectionThatIsKept() throws SQLException {
        up();

        assertThat(prepared()).isEmpty();
    }

    @Test
    void nothingOfItIsLeftBehindAFailure() throws SQLException {
        write(20, "CREATE TABLE t20 (id int);\nCREATE TABLE t1 (id int);\n");

        assertThat(failureOf(this::up)).hasMessageContaining("relation \"t1\" already exists");
        assertThat(finished).containsExactlyElementsOf(names(19));
        assertThat(prepared()).isEmpty();
    }

    @Test
    void aScriptMayRemoveIt() throws SQLException {
        write(20, "CREATE TABLE t20 (id int);\nDEALLOCATE ALL;\n");
        write(25, "CREATE TABLE t25 (id int);\nDO 'BEGIN EXECUTE ''DEALLOCATE ALL''; END';\n");

        up();

        assertThat(started).containsExactlyElementsOf(names(MIGRATIONS));
        assertThat(finished).containsExactlyElementsOf(names(MIGRATIONS));
        assertThat(project.history()).hasSize(MIGRATIONS);
        assertThat(project.database().has("t20")).isTrue();
        assertThat(prepared()).isEmpty();
    }

    @Test
    void theLastScriptMayRemoveIt() throws SQLException {
        write(MIGRATIONS, "CREATE TABLE t30 (id int);\nDEALLOCATE ALL;\n");

        up();

        assertThat(finished).containsExactlyElementsOf(names(MIGRATIONS));
        assertThat(project.database().has("t30")).isTrue();
        assertThat(prepared()).isEmpty();
    }

    @Test
    void aFailureBehindItsRemovalIsToldAsEver() {
        write(20, "CREATE TABLE t20 (id int);\nDEALLOCATE ALL;\n");
        write(24, "CREATE TABLE t24 (id int);\nCREATE TABLE t1 (id int);\n");

        assertThat(failureOf(this::up))
                .hasMessageStartingWith("LG-201 Migration 20240124000000 t24 failed at")
                .hasMessageContaining("The 23 migrations before it stay applied.");
        assertThat(finished).containsExactlyElementsOf(names(23));
        assertThat(project.history()).hasSize(23);
    }

    @Test
    void whatTheHistoryKeepsIsWrittenAsItIs() {
        String down = "DROP TABLE t20 /* it's a \\ and a '' */;\n";
        write(20, "-- Up migration\nCREATE TABLE t20 (id int);\n-- Down migration\n" + down);

        up();

        assertThat(
                        project.database()
                                .value(
                                        "SELECT down_script FROM lifeguard_migrations"
                                                + " WHERE name = 't20'"))
                .isEqualTo(down);
        assertThat(
                        project.database()
                                .value(
                                        "SELECT count(*) FROM lifeguard_migrations"
                                                + " WHERE down_script IS NULL"))
                .isEqualTo(Integer.toString(MIGRATIONS - 1));
    }
}
