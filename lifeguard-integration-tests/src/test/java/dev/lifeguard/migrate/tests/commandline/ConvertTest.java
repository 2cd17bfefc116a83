package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Another tool's files become this project's own, and databases go on with them. */
@OnPostgres
final class ConvertTest {

    @AutoClose private final Project project;

    ConvertTest(PostgresServer server) {
        project = new Project(server);
    }

    private Path converted() {
        return project.directory().resolve("new");
    }

    private Result old(String... arguments) {
        return of("golang-migrate").run(arguments);
    }

    /** A target that is relative, as a user writes it, needs a process with that directory. */
    private Result inItsFolder(String... arguments) {
        return CommandLine.of(project).with("LIFEGUARD_LAYOUT", "golang-migrate").run(arguments);
    }

    private CommandLine of(String layout) {
        return CommandLine.of(project).with("LIFEGUARD_LAYOUT", layout).inThisProcess();
    }

    private Result now(String... arguments) {
        return CommandLine.of(project)
                .with("LIFEGUARD_MIGRATIONS_DIR", converted().toString())
                .inThisProcess()
                .run(arguments);
    }

    private void writePairs() {
        project.write("9_one.up.sql", "CREATE TABLE one (id int);\n");
        project.write("9_one.down.sql", "DROP TABLE one;\n");
        project.write("20240101120000_two words.up.sql", "CREATE TABLE two (\r\n id int)");
        project.write("20240101120000_two words.down.sql", "DROP TABLE two");
        project.write("20240102120000_three.up.sql", "CREATE INDEX CONCURRENTLY i ON one (id);");
    }

    @Test
    void keepsTextsByteForByteUnderOtherNames() throws IOException {
        writePairs();

        Result convert = inItsFolder("convert", "golang-migrate", "new");

        assertThat(convert.errors()).isEmpty();
        assertThat(convert.exit()).isZero();
        assertThat(convert.output())
                .contains("9_one.up.sql", "20000101000001_one.up.sql, 20000101000001_one.down.sql")
                .endsWith(
                        "3 migrations converted into new, in this project's own layout. Go on with:"
                                + " lifeguard-migrate status --layout lifeguard --migrations-dir"
                                + " new\n");
        assertThat(converted().resolve("20240101120000_two_words.up.sql"))
                .hasContent("CREATE TABLE two (\r\n id int)");
        assertThat(Files.readString(converted().resolve("20000101000001_one.down.sql")))
                .isEqualTo("DROP TABLE one;\n");
        assertThat(converted().resolve(".converted/9_one.up.sql")).exists();
    }

    @Test
    void aDatabaseThatWasMigratedBeforeGoesOn() {
        writePairs();
        assertThat(old("up").exit()).isZero();
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();

        Result status = now("status", "--output", "json");
        Result nothing = now("up");
        project.write("new/20250101000000_four.up.sql", "CREATE TABLE four (id int);");
        project.write("new/20250101000000_four.down.sql", "DROP TABLE four;");
        Result up = now("up", "--output", "json");

        assertThat((List<?>) status.json().get("pending")).isEmpty();
        assertThat((List<?>) status.json().get("problems")).isEmpty();
        assertThat(status.output())
                .contains("\"version\":20000101000001,\"name\":\"one\"")
                .doesNotContain("label", "\"outOfOrder\":true");
        assertThat(nothing.output()).contains("Nothing to apply: the database is up to date.");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat((List<?>) up.json().get("applied")).hasSize(1);
        assertThat(
                        project.database()
                                .query(
                                        "SELECT version, label, name, applied_order FROM"
                                                + " lifeguard_migrations ORDER BY version"))
                .containsExactly(
                        "20000101000001||one|20000101000001",
                        "20240101120000||two_words|20240101120000",
                        "20240102120000||three|20240102120000",
                        "20250101000000||four|20250101000000");
        assertThat(now("validate").exit()).isZero();
        project.write("new/20240102120000_three.down.sql", "DROP INDEX i;");
        assertThat(now("down", "--target", "0").exit()).isZero();
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void aFileThatWasEditedBeforeIsStillAProblem() {
        writePairs();
        assertThat(old("up").exit()).isZero();
        project.write("9_one.up.sql", "CREATE TABLE one (id bigint);\n");
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();

        Result up = now("up");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors()).contains("Migration 20000101000001 one was edited");
    }

    @Test
    void theFilesAsTheyWereAreThereForTheTool() {
        writePairs();
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();

        Result up =
                CommandLine.of(project)
                        .with("LIFEGUARD_MIGRATIONS_DIR", converted().toString())
                        .with("LIFEGUARD_LAYOUT", "golang-migrate")
                        .inThisProcess()
                        .run("up", "--target", "9");

        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(now("status", "--output", "json").output())
                .contains("\"pending\":[{\"version\":20240101120000");
    }

    @Test
    void aDatabaseThatTheToolMigratedIsTakenOverFirst() {
        writePairs();
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();
        project.database()
                .execute(
                        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty"
                                + " boolean); INSERT INTO schema_migrations VALUES (9, false)");
        project.database().execute("CREATE TABLE one (id int)");

        Result refused = now("up");
        Result taken = now("import", "golang-migrate");
        Result up = now("up", "--output", "json");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.errors()).contains("lifeguard-migrate import golang-migrate");
        assertThat(taken.exit()).as(taken.errors()).isZero();
        assertThat(taken.output()).endsWith("Go on with: lifeguard-migrate up\n");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat((List<?>) up.json().get("applied")).hasSize(2);
    }

    @Test
    void aDatabaseThatTheToolMigratedIsTakenOverWhereTheFilesWereSquashed() {
        writePairs();
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();
        Result squash =
                CommandLine.of(project)
                        .with("LIFEGUARD_MIGRATIONS_DIR", converted().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess()
                        .run(
                                "squash",
                                "20240101120000",
                                "--move-to",
                                project.directory().resolve("moved").toString());
        assertThat(squash.exit()).as(squash.errors()).isZero();
        project.database()
                .execute(
                        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty"
                                + " boolean); INSERT INTO schema_migrations VALUES (9, false)");
        project.database().execute("CREATE TABLE one (id int)");

        assertThat(now("import", "golang-migrate").exit()).isZero();
        Result behind = now("up");
        assertThat(behind.exit()).isEqualTo(3);
        assertThat(behind.errors())
                .contains(
                        "The database lacks 1 of the 2 migrations that were squashed into"
                                + " \"20240101120000_squashed.baseline.sql\": 20240101120000"
                                + " two_words.");

        assertThat(now("import", "golang-migrate", "--undo").exit()).isZero();
        project.database()
                .execute(
                        "UPDATE schema_migrations SET version = 20240101120000; CREATE TABLE two"
                                + " (id int)");
        assertThat(now("import", "golang-migrate").exit()).isZero();
        Result up = now("up", "--output", "json");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat((List<?>) up.json().get("applied")).hasSize(1);
        assertThat(now("validate").exit()).isZero();
    }

    @Test
    void whatWasTakenOverAndConvertedIsNeitherTakenOverAgainNorTakenBack() {
        writePairs();
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();
        project.database()
                .execute(
                        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty"
                                + " boolean); INSERT INTO schema_migrations VALUES (9, false)");
        project.database().execute("CREATE TABLE one (id int)");
        assertThat(now("import", "golang-migrate").exit()).isZero();
        assertThat(now("up").exit()).isZero();

        Result again = now("import", "golang-migrate");
        Result undo = now("import", "golang-migrate", "--undo");

        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.errors())
                .contains(
                        "Migration 20000101000001 one was taken over from golang-migrate, and its"
                                + " file was converted since: the history is that of the converted"
                                + " files, and nothing more can be taken over into it.")
                .doesNotContain("took it back");
        assertThat(undo.exit()).isNotZero();
        assertThat(undo.errors())
                .contains(
                        "The files were converted since the history was taken over from"
                                + " golang-migrate, and its rows were written anew for that, so"
                                + " the import cannot be taken back.");
    }

    @Test
    void theOldFilesDoNotRunOnADatabaseOfTheNewOnes() {
        writePairs();
        assertThat(old("up").exit()).isZero();
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();
        project.write("new/20250101000000_four.up.sql", "CREATE TABLE four (id int);");
        Result moved = now("up");

        Result up = old("up", "--out-of-order");
        Result status = old("status");
        Result down = old("down");
        Result baseline = old("baseline", "9");

        assertThat(moved.errors())
                .contains(
                        "3 rows of the history were written anew for files that were converted: the"
                                + " files as they were before do not fit this database any more.");
        String reason =
                "Migration 20000101000001 one is applied, the first of 2. It has the version of a"
                        + " converted file, and the files here are another tool's. They do not fit"
                        + " this database any more: what it holds would be applied again. Go on"
                        + " with the files that convert wrote.";
        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors()).contains(reason).doesNotContain("older");
        assertThat(status.output() + status.errors()).contains(reason);
        assertThat(down.exit()).isEqualTo(3);
        assertThat(down.errors()).contains(reason);
        assertThat(baseline.exit()).isEqualTo(3);
        assertThat(baseline.errors()).contains(reason);
        assertThat(now("validate").exit()).isZero();
    }

    @Test
    void nothingIsAdvisedForOldFilesOneByOne() {
        for (String version : List.of("9", "20240101120000")) {
            project.write(
                    version + "_a.sql",
                    "-- +goose Up\nCREATE TABLE t_%s (id int);\n".formatted(version));
        }
        CommandLine goose = of("goose");
        assertThat(goose.run("up").exit()).isZero();
        assertThat(goose.run("convert", "goose", converted().toString()).exit()).isZero();
        project.write("new/20250101000000_b.up.sql", "CREATE TABLE b (id int);");
        assertThat(now("up").exit()).isZero();

        Result up = goose.run("up");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors())
                .contains("It has the version of a converted file")
                .doesNotContain("repair");
    }

    @Test
    void theNewFilesDoNotRunOnAnOldHistoryWithoutWhatTheyWereCalled() {
        project.write("1_one.up.sql", "CREATE TABLE IF NOT EXISTS one (id int);");
        project.write("2_two.up.sql", "CREATE TABLE IF NOT EXISTS two (id int);");
        assertThat(old("up").exit()).isZero();
        assertThat(old("convert", "golang-migrate", converted().toString()).exit()).isZero();
        project.delete("new/lifeguard-converted.tsv");

        Result up = now("up", "--out-of-order");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors())
                .contains(
                        "Migration 1 one is applied, the first of 2. It has the version of another"
                                + " tool's file, and no file here is known to be converted from"
                                + " that. Go on with that tool's files, or with all that convert"
                                + " wrote, also lifeguard-converted.tsv.");
    }

    private Result flyway(String... arguments) {
        return of("flyway").run(arguments);
    }

    private List<String> rows() {
        return project.database()
                .query(
                        "SELECT version, label, name, applied_order FROM lifeguard_migrations"
                                + " ORDER BY applied_order");
    }

    private void writeWithBaseline() {
        project.write("B3__all.sql", "CREATE TABLE one (id int); CREATE TABLE two (id int);");
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
    }

    @Test
    void refusesABaselineScript() {
        writeWithBaseline();

        Result refused = flyway("convert", "flyway", converted().toString());

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.errors())
                .contains(
                        "The file \"B3__all.sql\" cannot be converted: it stands for all migrations"
                                + " up to its version, and this project's own layout has no such"
                                + " file. Go on with --layout, or take it out and keep all that it"
                                + " stands for.");
        assertThat(converted()).doesNotExist();
    }

    @Test
    void saysWhichFilesItPassesOver() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        project.write("V2__two.sql.conf", "shouldExecute=false");

        Result convert = flyway("convert", "flyway", converted().toString());

        assertThat(convert.exit()).isZero();
        assertThat(convert.errors())
                .isEqualTo(
                        "Warning: The file \"V2__two.sql\" does not run: its settings say that it"
                                + " should not. It was not converted.\n");
    }

    @Test
    void aDatabaseThatBeganWithABaselineGoesOn() {
        writeWithBaseline();
        project.write("V3__three.sql", "CREATE TABLE three (id int);");
        assertThat(flyway("up").exit()).isZero();
        project.delete("B3__all.sql");
        assertThat(flyway("convert", "flyway", converted().toString()).exit()).isZero();

        Result nothing = now("up");
        Result accept = now("repair", "--accept-checksum=20000101000003");
        project.write("new/20250101000000_four.up.sql", "CREATE TABLE four ();");
        Result up = now("up", "--output", "json");

        assertThat(nothing.output()).as(nothing.errors()).contains("Nothing to apply");
        assertThat(accept.exit()).isNotZero();
        assertThat(accept.errors())
                .contains(
                        "Migration 20000101000003 baseline stands for all migrations up to it, and"
                                + " has the checksum of no file.");
        assertThat((List<?>) up.json().get("applied")).as(up.errors()).hasSize(1);
        assertThat(rows())
                .containsExactly(
                        "20000101000003||baseline|20000101000003",
                        "20250101000000||four|20250101000000");
        assertThat(now("validate").exit()).isZero();
        assertThat(now("down", "--target", "0").exit()).isNotZero();
    }

    @Test
    void aBaselineOfWhichNoVersionIsLeftIsNotPassedOver() {
        writeWithBaseline();
        assertThat(flyway("up").exit()).isZero();
        project.delete("B3__all.sql");
        assertThat(flyway("convert", "flyway", converted().toString()).exit()).isZero();

        Result up = now("up", "--out-of-order");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors())
                .contains(
                        "Migration 3 baseline is applied. It has the version of another tool's"
                                + " file, and no file here is known to be converted from that.");
        assertThat(rows()).containsExactly("3|3|baseline|1");
    }

    @Test
    void aNumberMayBeAnotherOnesOfBefore() {
        project.write("V20240101120000.1__one.sql", "CREATE TABLE one (id int);");
        project.write("V20240101120000__zero.sql", "CREATE TABLE zero (id int);");
        project.write("V20240101120001__two.sql", "CREATE TABLE two (id int);");
        assertThat(flyway("up").exit()).isZero();
        assertThat(flyway("convert", "flyway", converted().toString()).exit()).isZero();
        project.write("new/20250101000000_four.up.sql", "CREATE TABLE four ();");

        Result up = now("up");

        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(rows())
                .containsExactly(
                        "20240101120000||zero|20240101120000",
                        "20240101120001||one|20240101120001",
                        "20240101120002||two|20240101120002",
                        "20250101000000||four|20250101000000");
    }

    @Test
    void aRepeatableMigrationIsNotPendingForWhatConvertWroteAboveIt() {
        project.write("R__note.sql", "CREATE TABLE note (id int);");
        project.write("R__note.sql.conf", "executeInTransaction=false");
        assertThat(flyway("up").exit()).isZero();
        assertThat(flyway("convert", "flyway", converted().toString()).exit()).isZero();
        assertThat(converted().resolve("r_note.sql")).content().startsWith("-- lifeguard:no-t");

        Result up = now("up");

        assertThat(up.output()).as(up.errors()).contains("Nothing to apply");
        assertThat(now("validate").exit()).isZero();
    }

    @Test
    void writesNothingWhereAFileCannotBeConverted() {
        writePairs();
        project.write("30_shell.up.sh", "echo");

        Result refused = old("convert", "golang-migrate", converted().toString());

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.errors()).contains("30_shell.up.sh");
        assertThat(converted()).doesNotExist();
    }

    @Test
    void refusesWhatItCannotDo() {
        writePairs();
        project.write("new/there.txt", "");

        assertThat(inItsFolder("convert", "golang-migrate", "new").errors())
                .contains("The directory \"new\" is not empty. Name one that is not there yet.");
        assertThat(inItsFolder("convert", "golang", "other").errors())
                .contains("Did you mean \"golang-migrate\"?");
        assertThat(inItsFolder("convert", "lifeguard", "other").exit()).isEqualTo(2);
    }
}
