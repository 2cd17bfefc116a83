package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role that may do a part of what the state table needs, and not all of it. */
@OnPostgres
final class RightsTest {

    private static final String GRANT =
            "Grant SELECT, INSERT, UPDATE and DELETE on \"public.lifeguard_migrations\" to this"
                    + " user.";
    private static final String DENIED =
            "permission denied for table lifeguard_migrations (SQLState 42501)";
    private static final String MAY_NOT =
            "LG-101 The state table \"public.lifeguard_migrations\" may not be written to: "
                    + DENIED
                    + ". "
                    + GRANT;

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final List<String> warnings = new ArrayList<>();
    private final String role;

    RightsTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.migrator().build().baseline(20230101000000L);
        role = database.createRole("some", "secret");
        database.execute(
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT INSERT, SELECT ON lifeguard_migrations_log TO " + role);
    }

    private void grant(String rights) {
        database.execute("GRANT %s ON lifeguard_migrations TO %s".formatted(rights, role));
    }

    private MigratorBuilder asRole() {
        return project.migrator(database.dataSource(role, "secret"))
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.Warning warning) {
                                warnings.add(warning.message());
                            }
                        });
    }

    private void requireTold(LifeguardException failure) {
        assertThat(failure.code()).isEqualTo("LG-101");
        assertThat(failure.getMessage()).contains(DENIED).endsWith(GRANT);
        assertThat(database.has("one")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT",
                "SELECT, UPDATE, DELETE",
                "SELECT, INSERT (version, name)",
                "SELECT, INSERT",
                "SELECT, INSERT, DELETE"
            })
    void whoMayNotWriteOrChangeARowIsToldEachTime(String rights) {
        grant(rights);

        requireTold(failureOf(asRole().build()::up));
        requireTold(failureOf(asRole().build()::up));
        requireTold(failureOf(() -> asRole().build().baseline(20240101000000L)));
    }

    @Test
    void theFenceSaysWhichMigrationItWasBefore() {
        grant("SELECT, INSERT");

        assertThat(failureOf(asRole().build()::up))
                .hasMessage(
                        "LG-101 Migration 20240101000000 one failed before its first statement in"
                                + " 20240101000000_one.sql: "
                                + DENIED
                                + ". Nothing was changed: the transaction was rolled back. "
                                + GRANT);
        assertThat(failureOf(asRole().build()::up)).hasMessage(MAY_NOT);
    }

    @Test
    void aMigrationThatRunsStatementByStatementIsToldOfItToo() {
        project.write(
                "20240101000000_one.sql",
                "-- lifeguard:no-transaction\nCREATE TABLE one (id int);\n");
        grant("SELECT, INSERT");

        LifeguardException failure = failureOf(asRole().build()::up);

        assertThat(failure)
                .hasMessage(
                        "LG-101 Migration 20240101000000 one failed between its statements in"
                                + " 20240101000000_one.sql: "
                                + DENIED
                                + ". Nothing was changed. "
                                + GRANT
                                + " Then run up again.");
    }

    @Test
    void whoMayNotDeleteTheRowIsWarnedAtTheReleaseAndToldByTheNextRun() {
        grant("SELECT, INSERT, UPDATE");

        assertThat(asRole().build().up().applied()).hasSize(1);
        assertThat(warnings)
                .containsExactly(
                        "The lock could not be released: "
                                + DENIED
                                + ". "
                                + GRANT
                                + " Without that its row stays.");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        assertThat(failureOf(asRole().build()::up)).hasMessage(MAY_NOT);
        assertThat(failureOf(asRole().build()::unlock)).hasMessage(MAY_NOT.replace("public.", ""));
    }
}
