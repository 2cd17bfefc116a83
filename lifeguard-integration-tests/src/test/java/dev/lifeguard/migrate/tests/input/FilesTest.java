package dev.lifeguard.migrate.tests.input;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.told.ToldReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bad files in the folder, none of which changes anything. */
@OnPostgres(18)
final class FilesTest {

    @AutoClose private final Project project;

    FilesTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_good.sql", "CREATE TABLE good (id int);\n");
    }

    private void requireRefused(String... problems) {
        LifeguardException failure = failureOf(project::up);
        List<ErrorDetail> found =
                failure instanceof ValidationException validation
                        ? validation.problems()
                        : List.of(failure.detail());
        assertThat(found).extracting(ErrorDetail::coded).containsExactly(problems);
        assertThat(failure).hasMessage(problems[0]);
        assertThat(SchemaSnapshot.of(project.database())).containsExactly("schema public");
    }

    private Migrator migratorOf(Path directory) {
        return Migrator.builder(project.database().dataSource())
                .source(MigrationSource.directory(directory))
                .build();
    }

    @Test
    void aMissingDirectoryIsRefused() {
        Path missing = project.directory().resolve("missing");

        LifeguardException failure = failureOf(() -> migratorOf(missing).up());

        assertThat(failure.kind()).isEqualTo(ErrorKind.FILE_NOT_FOUND);
        assertThat(failure)
                .hasMessage(
                        "LG-102 The migrations directory \"%s\" does not exist. Create it, or name"
                                        .formatted(missing)
                                + " another one.");
        assertThat(SchemaSnapshot.of(project.database())).containsExactly("schema public");
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() {
        Path file = project.directory().resolve("20240101000000_good.sql");

        assertThat(failureOf(() -> migratorOf(file).up()))
                .hasMessage(
                        "LG-102 The migrations directory \"%s\" is not a directory. Name the"
                                        .formatted(file)
                                + " directory that holds the files.");
    }

    @Test
    void aRelativeDirectoryIsToldWithItsWholePath() {
        assertThat(failureOf(() -> migratorOf(Path.of("no-such-directory")).up()))
                .hasMessage(
                        "LG-102 The migrations directory \"no-such-directory\" (%s) does not exist."
                                        .formatted(Path.of("no-such-directory").toAbsolutePath())
                                + " Create it, or name another one.");
    }

    @Test
    void anEmptyDirectoryIsNothingToDo() {
        project.delete("20240101000000_good.sql");

        MigrationReport report = project.up();

        assertThat(report).isEqualTo(new ToldReport(List.of(), List.of(), List.of(), List.of()));
        assertThat(SchemaSnapshot.of(project.database())).containsExactly("schema public");
    }

    @Test
    void aMisnamedFileIsRefusedWithTheNearestName() {
        project.write("2024-01-02 create users.sql", "CREATE TABLE users (id int);\n");

        requireRefused(
                "LG-301 The file \"2024-01-02 create users.sql\" fits no pattern of a migration."
                        + " Name it \"YYYYMMDDHHMMSS_01-02_create_users.sql\", with the UTC date"
                        + " and time as its version.");
    }

    @Test
    void aDateThatDoesNotExistIsRefused() {
        project.write("20240230120000_leap.sql", "CREATE TABLE leap (id int);\n");

        requireRefused(
                "LG-301 The file \"20240230120000_leap.sql\" has the version 20240230120000, a date"
                        + " and time that does not exist. Name it \"20240229120000_leap.sql\".");
    }

    @Test
    void aVersionOutOfRangeIsRefused() {
        project.write("00000101000000_zero.sql", "CREATE TABLE zero (id int);\n");

        requireRefused(
                "LG-301 The file \"00000101000000_zero.sql\" has the version 00000101000000, a date"
                        + " and time that does not exist. Name it \"00010101000000_zero.sql\".");
    }

    @Test
    void twoFilesWithOneVersionAreRefused() {
        project.write("20240102000000_first.sql", "CREATE TABLE first (id int);\n");
        project.write("sub/20240102000000_second.sql", "CREATE TABLE second (id int);\n");

        requireRefused(
                ("LG-303 The version 20240102000000 stands twice: \"20240102000000_first.sql\" in"
                                + " directory %1$s and \"sub/20240102000000_second.sql\" in"
                                + " directory %1$s. Give one of them another version.")
                        .formatted(project.directory()));
    }

    @Test
    void aDownFileWithoutItsUpFileIsRefused() {
        project.write("20240102000000_half.down.sql", "DROP TABLE half;\n");

        requireRefused(
                "LG-301 The file \"20240102000000_half.down.sql\" has no up file beside it. Add"
                        + " \"20240102000000_half.up.sql\", or remove this one.");
    }

    @Test
    void aBinaryFileIsRefusedWithTheOffsetOfItsFirstNulByte() {
        project.write(
                "20240102000000_binary.sql",
                "SELECT 1;\n\0\1\2".getBytes(StandardCharsets.ISO_8859_1));

        requireRefused(
                "LG-302 20240102000000_binary.sql:2:1: There is a NUL byte at byte offset 10. Save"
                        + " the file as UTF-8 text.");
    }

    @Test
    void aFileThatIsNotUtf8IsRefusedWithTheOffsetOfItsFirstBadByte() {
        project.write(
                "20240102000000_latin.sql",
                "-- für ä\nSELECT 1;\n".getBytes(StandardCharsets.ISO_8859_1));

        requireRefused(
                "LG-302 20240102000000_latin.sql:1:5: Byte 0xFC at byte offset 4 is not UTF-8. Save"
                        + " the file as UTF-8.\n  1 | -- f\uFFFDr \uFFFD\n    |     ^");
    }

    @Test
    void aFileInUtf16IsRefused() {
        project.write(
                "20240102000000_wide.sql", "\uFEFFSELECT 1;\n".getBytes(StandardCharsets.UTF_16LE));

        requireRefused("LG-302 20240102000000_wide.sql:1:1: The file is UTF-16. Save it as UTF-8.");
    }

    @Test
    void aStringWithoutItsEndIsRefusedWhereItBegins() {
        project.write(
                "20240102000000_open.sql",
                "CREATE TABLE open (id int);\nINSERT INTO open VALUES ('1);\n");

        requireRefused(
                "LG-302 20240102000000_open.sql:2:26: The string that begins here is not closed."
                        + " Add its closing ' .\n"
                        + "  2 | INSERT INTO open VALUES ('1);\n"
                        + "    |                          ^");
    }

    @Test
    void aTransactionStatementInTheMiddleIsRefused() {
        project.write(
                "20240102000000_commits.sql",
                "CREATE TABLE one (id int);\n  COMMIT;\nCREATE TABLE two (id int);\n");

        requireRefused(
                "LG-302 20240102000000_commits.sql:2:3: COMMIT is refused: the section runs in one"
                        + " transaction, which begins before its first statement and is committed"
                        + " after its last. Take it out.\n"
                        + "  2 |   COMMIT;\n"
                        + "    |   ^");
    }

    @Test
    void anUnknownDirectiveIsRefused() {
        project.write("20240102000000_directive.sql", "-- lifeguard:no-transactions\nSELECT 1;\n");

        requireRefused(
                "LG-302 20240102000000_directive.sql:1:1: Unknown directive"
                        + " \"lifeguard:no-transactions\". There are \"--"
                        + " lifeguard:no-transaction\", \"-- lifeguard:irreversible REASON\", \"--"
                        + " lifeguard:nothing-to-undo REASON\", \"-- lifeguard:lock-timeout"
                        + " 5s\", \"-- lifeguard:allow RULE REASON\", \"-- lifeguard:batch"
                        + " table=NAME key=COLUMN\" and \"-- lifeguard:requires VERSION\".\n"
                        + "  1 | -- lifeguard:no-transactions\n"
                        + "    | ^");
    }

    @Test
    void allProblemsAreToldInTheOrderOfTheirVersions() {
        project.write("20240103000000_open.sql", "SELECT 'x;\n");
        project.write("20240102000000_commits.sql", "ROLLBACK;\n");
        project.write("wrong.sql", "SELECT 1;\n");

        LifeguardException failure = failureOf(project::up);

        assertThat(((ValidationException) failure).problems())
                .extracting(ErrorDetail::file)
                .containsExactly(
                        "20240102000000_commits.sql", "20240103000000_open.sql", "wrong.sql");
        assertThat(SchemaSnapshot.of(project.database())).containsExactly("schema public");
    }
}
