package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that takes the row of the lock away on which it runs. */
@OnPostgres
final class OwnRowTest {

    private static final String FILE = "20240101000000_one.sql";
    private static final String AGAIN =
            ": behind the rollback the row with version -1 of the state table"
                    + " \"public.lifeguard_migrations\" is there again. ";

    @AutoClose private final Project project;

    OwnRowTest(PostgresServer server) {
        project = new Project(server);
    }

    private LifeguardException failureOfUp(String script) {
        project.write(FILE, script);
        LifeguardException failure = failureOf(project::up);
        assertThat(failure).isInstanceOf(LeaseLostException.class);
        assertThat(LockRow.exists(project.database())).isFalse();
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM lifeguard_migrations WHERE version = -1",
                "TRUNCATE lifeguard_migrations",
                "UPDATE lifeguard_migrations SET checksum = 'x'",
                "DELETE FROM public.LIFEGUARD_MIGRATIONS"
            })
    void isToldThatItDidIt(String statement) {
        assertThat(failureOfUp("CREATE TABLE one (id int);\n  " + statement + ";\n"))
                .hasMessage(
                        "LG-402 Migration 20240101000000 one took the lock's row away itself at "
                                + FILE
                                + ":2:3"
                                + AGAIN
                                + "Nothing was changed: the transaction was rolled back. Take that"
                                + " out of the script and run up again.");
    }

    @Test
    void isToldSoWhereItRunsStatementByStatement() {
        assertThat(
                        failureOfUp(
                                """
                                CREATE TABLE one (id int);
                                VACUUM one;
                                DELETE FROM lifeguard_migrations;
                                """))
                .hasMessage(
                        "LG-402 Migration 20240101000000 one took the lock's row away itself at "
                                + FILE
                                + ":3:1"
                                + AGAIN
                                + "It runs statement by statement: statements 1 to 2 of 3 are done"
                                + " and stay. Take that out of the script and run up again: it"
                                + " goes on at statement 3.");
    }

    @Test
    void isToldSoWhereNoStatementNamesTheTable() {
        assertThat(
                        failureOfUp(
                                "DO $$ BEGIN EXECUTE 'TRUNCATE ' || 'lifeguard_' || 'migrations';"
                                        + " END $$;\n"))
                .hasMessageStartingWith(
                        "LG-402 Migration 20240101000000 one took the lock's row away itself in "
                                + FILE
                                + AGAIN);
    }

    @Test
    void whoDidItIsNotKnownWhereItIsCommitted() {
        project.database()
                .execute(
                        "CREATE PROCEDURE emptied(what text) LANGUAGE plpgsql AS $$ BEGIN DELETE"
                                + " FROM lifeguard_migrations; COMMIT; END $$");
        assertThat(
                        failureOfUp(
                                """
                                -- lifeguard:no-transaction
                                SELECT 1;
                                CALL emptied('lifeguard_migrations');
                                """))
                .hasMessage(
                        "LG-402 The lock was lost: this process stood still for longer than its"
                            + " lease, or its row was deleted. What was not committed by then is"
                            + " rolled back. Run this again: it goes on from what the history says."
                            + " Whether migration 20240101000000 one took the row away, which names"
                            + " the state table at 20240101000000_one.sql:3:1, is not known.");
    }
}
