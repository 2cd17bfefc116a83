package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A holder that has lost its lock commits nothing any more. */
@OnPostgres
final class LockLostTest {

    private static final String LOST =
            "LG-402 The lock was lost: this process stood still for longer than its lease, or its"
                    + " row was deleted. What was not committed by then is rolled back. Run this"
                    + " again: it goes on from what the history says.";

    @AutoClose private final Project project;
    private final TestDatabase database;

    LockLostTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.write(
                "20240102000000_two.sql",
                """
                -- Up migration
                CREATE TABLE two (id int);
                -- Down migration
                DROP TABLE two;
                """);
    }

    private LifeguardException failureOfUp(MigrationListener listener) {
        return failureOf(() -> project.migrator().listener(listener).build().up());
    }

    @Test
    void whereTheRowIsDeletedNoFurtherMigrationIsCommitted() {
        LifeguardException failure =
                failureOfUp(
                        event -> {
                            if (event instanceof MigrationEvent.MigrationFinished) {
                                LockRow.delete(database);
                            }
                        });

        assertThat(failure).isInstanceOf(LeaseLostException.class).hasMessage(LOST);
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(database.has("two")).isFalse();
    }

    @Test
    void whereAnotherRunnerHasTheLockItsRowStays() {
        LifeguardException failure =
                failureOfUp(
                        event -> {
                            if (event instanceof MigrationEvent.MigrationFinished) {
                                LockRow.delete(database);
                                LockRow.insert(database, "now() + interval '1 hour'");
                            }
                        });

        assertThat(failure).hasMessage(LOST);
        assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
        assertThat(database.has("two")).isFalse();
    }

    @Test
    void noFurtherRollbackIsCommittedEither() {
        project.up();

        LifeguardException failure =
                failureOf(
                        () ->
                                project.migrator()
                                        .listener(
                                                event -> {
                                                    if (event
                                                            instanceof
                                                            MigrationEvent.MigrationFinished) {
                                                        LockRow.delete(database);
                                                    }
                                                })
                                        .build()
                                        .down(Target.all()));

        assertThat(failure).hasMessage(LOST);
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(database.has("one")).isTrue();
    }

    @Test
    void noFurtherStatementOfAMigrationWithoutATransactionIsCommitted() {
        project.write(
                "20240102000000_two.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE two (id int);
                INSERT INTO two VALUES (1);
                VACUUM two;
                """);

        LifeguardException failure =
                failureOfUp(
                        event -> {
                            if (event instanceof MigrationEvent.StatementDone) {
                                LockRow.delete(database);
                            }
                        });

        assertThat(failure).hasMessage(LOST);
        assertThat(
                        database.value(
                                """
                                SELECT success, statements_done, statement_started
                                FROM lifeguard_migrations WHERE version = 20240102000000
                                """))
                .isEqualTo("f|1|");
        assertThat(database.value("SELECT count(*) FROM two")).isEqualTo("0");
    }

    @Test
    void noStatementOutsideATransactionIsBegun() {
        project.write(
                "20240102000000_two.sql",
                """
                CREATE TABLE two (id int);
                CREATE INDEX CONCURRENTLY two_id ON two (id);
                """);

        LifeguardException failure =
                failureOfUp(
                        event -> {
                            if (event instanceof MigrationEvent.StatementDone) {
                                LockRow.delete(database);
                            }
                        });

        assertThat(failure).hasMessage(LOST);
        assertThat(database.has("two_id")).isFalse();
    }

    @Test
    void theNextRunGoesOnFromWhatTheHistorySays() {
        failureOfUp(
                event -> {
                    if (event instanceof MigrationEvent.MigrationFinished) {
                        LockRow.delete(database);
                    }
                });

        assertThat(Project.names(project.up().applied())).containsExactly("two");
    }

    @Test
    void aLostRowIsNoticedBeforeTheFirstMigration() {
        LifeguardException failure =
                failureOfUp(
                        event -> {
                            if (event instanceof MigrationEvent.LockAcquired) {
                                LockRow.delete(database);
                            }
                        });

        assertThat(failure).hasMessage(LOST);
        assertThat(project.history()).isEmpty();
    }
}
