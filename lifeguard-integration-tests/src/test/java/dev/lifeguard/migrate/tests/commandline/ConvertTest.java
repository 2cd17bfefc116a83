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
        return CommandLine.of(project).with("LIFEGUARD_LAYOUT", "golang-migrate").run(arguments);
    }

    private Result now(String... arguments) {
        return CommandLine.of(project)
                .with("LIFEGUARD_MIGRATIONS_DIR", converted().toString())
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

        Result convert = old("convert", "golang-migrate", "new");

        assertThat(convert.errors()).isEmpty();
        assertThat(convert.exit()).isZero();
        assertThat(convert.output())
                .contains("9_one.up.sql", "20000101000001_one.up.sql, 20000101000001_one.down.sql")
                .endsWith(
                        "3 migrations converted into new. Name it by --migrations-dir from now on,"
                                + " without --layout.\n");
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
        assertThat(old("convert", "golang-migrate", "new").exit()).isZero();

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
        assertThat(old("convert", "golang-migrate", "new").exit()).isZero();

        Result up = now("up");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors()).contains("Migration 20000101000001 one was edited");
    }

    @Test
    void theFilesAsTheyWereAreThereForTheTool() {
        writePairs();
        assertThat(old("convert", "golang-migrate", "new").exit()).isZero();

        Result up =
                CommandLine.of(project)
                        .with("LIFEGUARD_MIGRATIONS_DIR", converted().toString())
                        .with("LIFEGUARD_LAYOUT", "golang-migrate")
                        .run("up", "--target", "9");

        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(now("status", "--output", "json").output())
                .contains("\"pending\":[{\"version\":20240101120000");
    }

    @Test
    void aDatabaseThatTheToolMigratedIsTakenOverFirst() {
        writePairs();
        assertThat(old("convert", "golang-migrate", "new").exit()).isZero();
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
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat((List<?>) up.json().get("applied")).hasSize(2);
    }

    @Test
    void writesNothingWhereAFileCannotBeConverted() {
        writePairs();
        project.write("30_shell.up.sh", "echo");

        Result refused = old("convert", "golang-migrate", "new");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.errors()).contains("30_shell.up.sh");
        assertThat(converted()).doesNotExist();
    }

    @Test
    void refusesWhatItCannotDo() {
        writePairs();
        project.write("new/there.txt", "");

        assertThat(old("convert", "golang-migrate", "new").errors())
                .contains("The directory \"new\" is not empty. Name one that is not there yet.");
        assertThat(old("convert", "golang", "other").errors())
                .contains("Did you mean \"golang-migrate\"?");
        assertThat(old("convert", "lifeguard", "other").exit()).isEqualTo(2);
    }
}
