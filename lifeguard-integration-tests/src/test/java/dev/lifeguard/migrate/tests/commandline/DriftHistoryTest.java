package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is applied to the scratch database is what the history says, also in its rarer forms. */
@OnPostgres(18)
final class DriftHistoryTest {

    @AutoClose private final Project project;
    @TempDir private Path folder;
    private final CommandLine commandLine;

    DriftHistoryTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
    }

    private void run(String... words) {
        Result result = commandLine.run(words);
        assertThat(result.exit()).as(result.output() + result.errors()).isZero();
    }

    @Test
    void whatRequiresBatchesIsApplied() {
        project.write("20240101000000_t.sql", "CREATE TABLE t (id int PRIMARY KEY, a int);\n");
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=t key=id mode=background
                UPDATE t SET a = 1 WHERE id > :from AND id <= :to;
                """);
        project.write(
                "20240103000000_required.sql",
                """
                -- lifeguard:requires 20240102000000
                ALTER TABLE t ALTER COLUMN a SET NOT NULL;
                """);
        project.write("20240104000000_later.sql", "CREATE TABLE later (id int);\n");
        run("up");
        run("batch", "run");
        run("up");
        assertThat(project.database().has("later")).isTrue();

        run("drift");
    }

    /** Set for the database, the role or in the URL, and who migrates may have made no schema. */
    @Test
    void namesGoWhereTheyGoInTheDatabase() throws IOException {
        project.database()
                .execute(
                        "CREATE SCHEMA \"App\"",
                        "ALTER DATABASE %s SET search_path = \"App\", ext, public"
                                .formatted(project.database().name()));
        project.write(
                "20240101000000_t.sql",
                """
                CREATE SCHEMA ext;
                CREATE FUNCTION ext.one() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';
                CREATE TABLE t (id int DEFAULT one());
                """);
        run("up");
        assertThat(project.database().query("SELECT '\"App\".t'::regclass")).containsExactly("t");

        run("drift");
        run("verify", "--all");
        project.write("20240102000000_x.sql", "ALTER TABLE t ADD x int;\n");
        run("verify");
        Path statements = folder.resolve("statements.sql");
        Files.writeString(statements, "SELECT id FROM t\n");
        assertThat(commandLine.run("compat", "--statements", statements.toString()).output())
                .isEqualTo("1 statement, 1 pending migration: none breaks.\n");
        run("squash", "20240101000000", "--move-to", folder.toString());
        assertThat(
                        Files.readString(
                                project.directory()
                                        .resolve("20240101000000_squashed.baseline.sql")))
                .contains("CREATE TABLE \"App\".t (")
                .doesNotContain("CREATE SCHEMA IF NOT EXISTS \"App\"");
    }

    /** The first run found none there, so the history and what it made are elsewhere. */
    @Test
    void aSchemaThatTheMigrationsMakeIsNotThereBefore() {
        project.write("20240101000000_app.sql", "CREATE SCHEMA app; CREATE TABLE t (id int);\n");
        project.database()
                .execute(
                        "ALTER DATABASE %s SET search_path = app, public"
                                .formatted(project.database().name()));
        run("up", "--schema", "public");
        assertThat(project.database().query("SELECT 'public.t'::regclass")).containsExactly("t");

        run("drift", "--schema", "public");
    }

    @Test
    void ofAPendingBaselineNothingIs() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);\n");
        run("up", "--layout", "flyway");
        project.write("V2__two.sql", "CREATE TABLE two (id int);\n");
        project.write("B2__all.sql", "CREATE TABLE one (id int); CREATE TABLE two (id int);\n");

        run("drift", "--layout", "flyway");
    }

    @Test
    void aBaselineScriptThatRanIsComparedWith() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);\n");
        project.write("B1__all.sql", "CREATE TABLE one (id int); CREATE TABLE old (id int);\n");
        project.write("V2__two.sql", "CREATE TABLE two (id int);\n");
        run("up", "--layout", "flyway");
        assertThat(project.database().has("old")).isTrue();

        run("drift", "--layout", "flyway");

        project.delete("B1__all.sql");
        Result without = commandLine.run("drift", "--layout", "flyway");
        assertThat(without.exit()).as(without.output()).isEqualTo(2);
        assertThat(without.errors()).contains("The history begins with the baseline 1");
    }

    @Test
    void whatIsPendingNeedNotBeReadable() {
        project.write("20240101000000_t.sql", "CREATE TABLE t (id int);\n");
        run("up");
        project.write("20240102000000_begun.sql", "CREATE TABLE 'begun\n");
        project.write("r_begun.sql", "CREATE VIEW begun AS SELECT 'begun\n");

        run("drift");
    }

    @Test
    void whatIsAppliedIsRead() {
        project.write("r_seen.sql", "CREATE OR REPLACE VIEW seen AS SELECT 1 AS one;\n");
        run("up");
        project.write("r_seen.sql", "CREATE OR REPLACE VIEW seen AS SELECT 'one\n");

        Result edited = commandLine.run("drift");

        assertThat(edited.exit()).as(edited.output()).isEqualTo(3);
        assertThat(edited.errors()).contains("LG-302 r_seen.sql:1:");
    }
}
