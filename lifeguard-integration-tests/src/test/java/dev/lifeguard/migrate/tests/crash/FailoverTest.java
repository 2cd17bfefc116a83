package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The primary is gone in the middle of a run, and its standby takes its place. */
@OnPostgres(18)
final class FailoverTest {

    @AutoClose private final OwnServer primary;
    @AutoClose private final OwnServer standby;

    FailoverTest(PostgresServer server) {
        primary = OwnServer.like(server);
        standby = primary.standby();
    }

    @Test
    void theHistoryOfTheNewPrimaryIsTrue() throws SQLException {
        requireTrueAfterFailover();
    }

    @Test
    void theHistoryOfASynchronousStandbyHasAllThatWasCommitted() throws SQLException {
        primary.configure("synchronous_standby_names = 'standby'\nsynchronous_commit = on\n");
        primary.stop(OwnServer.Stop.FAST);
        primary.start();

        assertThat(requireTrueAfterFailover())
                .containsExactly(
                        "20240101000000|one|whole",
                        "20240102000000|copied|whole",
                        "20240103000000|indexed|whole");
    }

    /** The new primary's history, before the next run. */
    private List<String> requireTrueAfterFailover() throws SQLException {
        try (Project project = new Project(primary.server())) {
            CrashProject.write(project);
            List<String> history = failOver(project);
            // What is left over of the project is removed there.
            primary.configure("synchronous_standby_names = ''\n");
            primary.start();
            return history;
        }
    }

    private List<String> failOver(Project project) throws SQLException {
        project.write("20240103120000_gate.sql", "SELECT 1;\n" + Gate.sql() + "\n");
        PGSimpleDataSource either = either(project.database());
        try (Gate gate = Gate.in(project.database())) {
            Background<MigrationReport> run =
                    Background.start(() -> migrator(project, either).build().up());
            gate.awaitArrival();
            primary.stop(OwnServer.Stop.IMMEDIATE);
            standby.promote();
            assertThat(run.failure(DatabaseUnreachableException.class))
                    .hasMessageContaining("lost in the middle of migration 20240103120000 gate");
        }
        project.delete("20240103120000_gate.sql");
        List<String> history;
        try (Connection observer = either.getConnection()) {
            Traces promoted = Traces.read(sql -> query(observer, sql));
            promoted.requireTrueHistory();
            history =
                    query(
                            observer,
                            """
                            SELECT version, name, CASE WHEN success THEN 'whole' END
                            FROM lifeguard_migrations WHERE version <> -1 ORDER BY version
                            """);
            migrator(project, either).build().up();
            Traces.read(sql -> query(observer, sql)).requireWhole(CrashProject.checksums(project));
        }
        assertThat(migrator(project, either).build().lockHolder()).isEmpty();
        return history;
    }

    private static MigratorBuilder migrator(Project project, PGSimpleDataSource either) {
        return project.migrator(either)
                .lease(Duration.ofSeconds(2))
                .connectTimeout(Duration.ofSeconds(20))
                .lockTimeout(Duration.ofSeconds(30));
    }

    /** Both hosts, of which the primary is meant. */
    private PGSimpleDataSource either(TestDatabase database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(
                "jdbc:postgresql://%1$s:%2$s,%1$s:%3$s/%4$s?user=postgres&targetServerType=primary"
                                .formatted(
                                        primary.server().host(),
                                        primary.server().port(),
                                        standby.server().port(),
                                        database.name())
                        + "&prepareThreshold=0&hostRecheckSeconds=0");
        return dataSource;
    }

    private static List<String> query(Connection connection, String sql) {
        try {
            return TestDatabase.query(connection, sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
