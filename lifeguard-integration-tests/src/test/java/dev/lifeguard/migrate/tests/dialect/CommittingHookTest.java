package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Hooks with statements that commit by themselves, where the database has no other way. */
final class CommittingHookTest {

    /** What both keep to. */
    abstract static class Contract {

        @AutoClose private final ContractProject project;

        Contract(ContractDatabase database) {
            project = ContractProject.of(database);
            project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        }

        @Test
        void runAroundTheRun() {
            project.write("before_up.sql", "CREATE TABLE early (id int);\n");
            project.write(
                    "after_up.sql",
                    "CREATE VIEW late AS SELECT id FROM one;\nINSERT INTO early VALUES (1);\n");

            project.up();

            assertThat(project.database().query("SELECT count(*) FROM late")).containsExactly("0");
            assertThat(project.database().query("SELECT id FROM early")).containsExactly("1");
            assertThat(project.migrator().build().lockHolder()).isEmpty();
        }

        @Test
        void saysWhatStaysOfOneThatFails() {
            project.write(
                    "after_up.sql",
                    "CREATE TABLE early (id int);\nINSERT INTO missing VALUES (1);\n");

            LifeguardException failure = failureOf(project::up);

            assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
            assertThat(failure.detail().file()).isEqualTo("after_up.sql");
            assertThat(failure.detail().line()).isEqualTo(2);
            assertThat(failure.detail().message())
                    .startsWith("Hook after_up.sql failed at after_up.sql:2:")
                    .contains(
                            "Its statements commit by themselves. Statement 1 of 2 is done and"
                                    + " stays. The migration before it stays applied. It does"
                                    + " not run again before a run has work: do by hand what it"
                                    + " was to do, and fix the file.");
            assertThat(failure.report().orElseThrow().applied()).hasSize(1);
            assertThat(project.migrator().build().status().upToDate()).isTrue();
            assertThat(project.migrator().build().lockHolder()).isEmpty();
        }

        @Test
        void saysThatOneBeforeTheRunRunsAgain() {
            project.write(
                    "before_up.sql",
                    "CREATE TABLE early (id int);\nINSERT INTO missing VALUES (1);\n");

            assertThat(failureOf(project::up).detail().message())
                    .contains("Statement 1 of 2 is done and stays. Fix the file and run up again.");
        }

        @Test
        void saysThatOneBehindAMigrationDoesNotRunAgain() {
            project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
            project.write("after_migration.sql", "INSERT INTO missing VALUES (1);\n");

            assertThat(failureOf(project::up).detail().message())
                    .contains(
                            "Nothing of it was kept: the transaction was rolled back. Migration"
                                    + " 20240101000000 one stays applied. It does not run again for"
                                    + " that migration: do by hand what it was to do, and fix the"
                                    + " file.");
        }

        @Test
        void whatOneDidBeforeAFirstStatementThatFailedStays() {
            project.write("before_up.sql", "CREATE TABLE early (id int);\n");
            project.write("20240101000000_one.sql", "CREATE TABLE one (id nonsense);\n");

            assertThat(failureOf(project::up).detail().message())
                    .contains(
                            "Nothing of it was kept: its first statement failed. What before_up.sql"
                                    + " did stays. ")
                    .doesNotContain("Nothing was changed");
        }

        @Test
        void areRefusedAroundAMigration() {
            project.write("before_migration.sql", "SELECT 1;\nCREATE TABLE early (id int);\n");

            assertThat(failureOf(project::up))
                    .hasMessage(
                            "LG-302 before_migration.sql:2:1: CREATE TABLE cannot run in the"
                                    + " transaction that a hook runs in. Put it into a migration.");
        }
    }

    @Nested
    final class MariaDb extends Contract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class H2 extends Contract {
        H2() {
            super(ContractDatabase.h2());
        }
    }
}
