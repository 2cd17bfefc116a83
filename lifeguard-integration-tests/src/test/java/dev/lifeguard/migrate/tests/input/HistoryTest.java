package dev.lifeguard.migrate.tests.input;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Files that do not fit the history any more. */
@OnPostgres
final class HistoryTest {

    @AutoClose private final Project project;

    HistoryTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.up();
    }

    @Test
    void anEditedFileIsRefusedAlsoWithNothingPending() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id bigint);\n");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.CHECKSUM_MISMATCH,
                                "Migration 20240101000000 one was edited after it was applied: the"
                                    + " file \"20240101000000_one.sql\" has the checksum"
                                    + " 3deeecf1de36a6f901607576b308a59d9923d3088a4665388cae40f1f3b53042,"
                                    + " the history has"
                                    + " b8f928ff41da98938f5d9452516c35f7f5b24ed8bf74448cb6252d614e0c90f9."
                                    + " Restore the file as it was and put the change into a new"
                                    + " migration, or accept it: migrator.repair(new"
                                    + " Repair.AcceptChecksum(20240101000000L))",
                                20240101000000L,
                                "20240101000000_one.sql",
                                null,
                                null,
                                null));
    }

    /** As another writer may leave it whose table lets it. */
    @Test
    void aRowThatDoesNotSayThatItSucceededIsNotApplied() {
        project.database()
                .execute(
                        "ALTER TABLE lifeguard_migrations ALTER COLUMN success DROP NOT NULL",
                        "UPDATE lifeguard_migrations SET success = NULL"
                                + " WHERE version = 20240102000000");

        assertThat(project.migrator().build().status().applied()).hasSize(1);
    }

    @Test
    void otherLineEndsAndAByteOrderMarkAreNoEdit() {
        project.write("20240101000000_one.sql", "\uFEFFCREATE TABLE one (id int);\r\n");

        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void aMissingFileIsRefusedWhenNewerOnesAreThere() {
        project.delete("20240101000000_one.sql");

        assertThat(failureOf(project::up).detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.MISSING_MIGRATION,
                                "Migration 20240101000000 one is applied, but its file is missing"
                                        + " although newer ones are there. Restore the file.",
                                20240101000000L,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void anOlderApplicationGoesOnWithOneWarning() {
        project.delete("20240102000000_two.sql");

        MigrationReport report = project.up();

        assertThat(report.applied()).isEmpty();
        assertThat(report.warnings())
                .containsExactly(
                        "The database is ahead of this application: 1 applied migration is newer"
                                + " than everything here, the newest is 20240102000000 two.");
    }

    @Test
    void aFileWithoutAByteIsAppliedWithAWarning() {
        project.write("20240103000000_empty.sql", "");

        MigrationReport report = project.up();

        assertThat(Project.names(report.applied())).containsExactly("empty");
        assertThat(report.warnings())
                .containsExactly(
                        "The file \"20240103000000_empty.sql\" holds no statement; it is applied as"
                                + " it is.");
        assertThat(
                        project.database()
                                .value(
                                        "SELECT checksum FROM lifeguard_migrations"
                                                + " WHERE name = 'empty'"))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(project.up().warnings()).isEmpty();
    }

    @Test
    void aFileOfCommentsIsAppliedWithAWarning() {
        project.write("20240103000000_notes.sql", "-- nothing here\n/* nor here */\n;;\n");

        MigrationReport report = project.up();

        assertThat(Project.names(report.applied())).containsExactly("notes");
        assertThat(report.warnings())
                .containsExactly(
                        "The file \"20240103000000_notes.sql\" holds no statement; it is applied as"
                                + " it is.");
    }
}
