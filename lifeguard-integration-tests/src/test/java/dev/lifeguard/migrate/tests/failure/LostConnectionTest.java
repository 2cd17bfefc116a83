package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.WireTap;
import dev.lifeguard.migrate.tests.server.WireTap.Moment;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A connection that breaks in the middle: what is said of the migration is what is true. */
@OnPostgres
final class LostConnectionTest {

    @AutoClose private final Project project;
    @AutoClose private final WireTap tap;

    LostConnectionTest(PostgresServer server) {
        project = new Project(server);
        tap = WireTap.before(project.database());
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
    }

    private LifeguardException failureOfUp() {
        return failureOf(() -> project.migrator(tap.dataSource()).build().up());
    }

    @Test
    void beforeTheCommitReachesTheServerTheMigrationIsRolledBack() {
        tap.cut("COMMIT", Moment.BEFORE_IT_RUNS);

        LifeguardException failure = failureOfUp();

        assertThat(failure.detail().kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
        assertThat(failure)
                .hasMessage(
                        "LG-501 The connection to the database was lost at the COMMIT of migration"
                                + " 20240101000000 one. The history says that it was rolled back."
                                + " Run up again: it goes on from there.");
        assertThat(project.history()).isEmpty();
        assertThat(project.database().has("one")).isFalse();
        assertThat(Project.names(project.up().applied())).containsExactly("one", "two");
    }

    @Test
    void beforeTheAnswerToTheCommitTheMigrationIsCommitted() {
        tap.cut("COMMIT", Moment.BEFORE_ITS_ANSWER);

        assertThat(failureOfUp())
                .hasMessage(
                        "LG-501 The connection to the database was lost at the COMMIT of migration"
                                + " 20240101000000 one. The history says that it is committed. Run"
                                + " up again: it goes on from there.");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(Project.names(project.up().applied())).containsExactly("two");
    }

    /** A server that panics lets others in until it sees that one of its processes has died. */
    @Test
    void aSecondConnectionAsksTheHistoryWhereTheFirstOneBreaksAsWell() {
        tap.cut("COMMIT", Moment.BEFORE_ITS_ANSWER);
        tap.cut("SELECT pg_catalog.set_config('lock_timeout'", Moment.BEFORE_ITS_ANSWER);

        assertThat(failureOfUp())
                .hasMessage(
                        "LG-501 The connection to the database was lost at the COMMIT of migration"
                                + " 20240101000000 one. The history says that it is committed. Run"
                                + " up again: it goes on from there.");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(Project.names(project.up().applied())).containsExactly("two");
    }

    @Test
    void inTheMiddleOfAScriptTheMigrationIsRolledBack() {
        tap.cut("CREATE TABLE two", Moment.BEFORE_IT_RUNS);

        LifeguardException failure = failureOfUp();

        assertThat(failure.detail().kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
        assertThat(failure)
                .hasMessage(
                        "LG-501 The connection to the database was lost in the middle of migration"
                                + " 20240102000000 two: An I/O error occurred while sending to the"
                                + " backend (SQLState 08006). Nothing of it was kept: the"
                                + " transaction was rolled back. The migration before it stays"
                                + " applied. Run up again when it is back.");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(Project.names(project.up().applied())).containsExactly("two");
    }

    @Test
    void aSessionThatTheServerEndsIsToldWithTheServersWords() {
        project.write(
                "20240102000000_two.sql",
                "CREATE TABLE two (id int);\nSELECT pg_terminate_backend(pg_backend_pid());\n");

        assertThat(failureOfUp())
                .hasMessage(
                        "LG-501 The connection to the database was lost in the middle of migration"
                                + " 20240102000000 two: terminating connection due to administrator"
                                + " command (SQLState 57P01). Nothing of it was kept: the"
                                + " transaction was rolled back. The migration before it stays"
                                + " applied. Run up again when it is back.");
        assertThat(project.database().has("two")).isFalse();
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void theLockIsReleasedOnAFreshConnection() {
        tap.cut("CREATE TABLE two", Moment.BEFORE_IT_RUNS);

        failureOfUp();

        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void whileTheHistoryIsReadNothingIsChanged() {
        tap.cut("SELECT m.version, m.name", Moment.BEFORE_IT_RUNS);

        assertThat(failureOfUp())
                .hasMessage(
                        "LG-501 The connection to the database was lost while the history was"
                                + " read: An I/O error occurred while sending to the backend"
                                + " (SQLState 08006).");
        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }
}
