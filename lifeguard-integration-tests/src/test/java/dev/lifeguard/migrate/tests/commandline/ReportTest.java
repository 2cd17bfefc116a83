package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report}: the page as a file. */
@OnPostgres(18)
final class ReportTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;
    @TempDir private Path folder;

    ReportTest(PostgresServer server) {
        project = new Project(server);
        commandLine = ReportRun.of(project);
        project.write(
                "20240101000000_users.sql",
                """
                -- Up migration
                CREATE TABLE users (id bigint PRIMARY KEY, name text);
                -- Down migration
                DROP TABLE users;
                """);
    }

    private String page(String... more) throws IOException {
        return ReportRun.page(commandLine, folder.resolve("a/report.html"), more);
    }

    @Test
    void writesWhatIsAppliedPendingAndFound() throws IOException {
        project.up();
        project.write("20240102000000_index.sql", "DROP TABLE users;\n");
        project.database().execute("ALTER TABLE users ADD note text");

        String page = page();

        assertThat(page)
                .startsWith("<!doctype html>\n")
                .contains("\"version\":\"20240101000000\",\"name\":\"users\",\"at\":\"2")
                .contains("\"pending\":[{\"id\":\"20240102000000\",")
                .contains("\"rule\":\"drop-table\",\"level\":\"ERROR\"")
                .contains("\"kind\":\"EXTRA\",\"type\":\"COLUMN\",\"object\":\"public.users.note\"")
                .contains("\"command\":\"up\"")
                .contains("\"sizes\":{\"seen\":[{\"name\":\"public.users\",")
                .contains("\"name\":\"id\",\"type\":\"bigint\",\"primary\":true")
                .contains("\"waiting\":{\"seen\":[]}");
    }

    @Test
    void showsWhoWaitsForALock() throws IOException, SQLException {
        project.up();
        try (Connection holder = project.database().connect()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE users");
            Background<Boolean> waiting =
                    Background.start(
                            () -> {
                                try (Connection other = project.database().connect()) {
                                    return other.createStatement().execute("SELECT 1 FROM users");
                                }
                            });
            Await.until(
                    "a session waits",
                    () ->
                            !project.database()
                                    .query("SELECT 1 FROM pg_locks WHERE NOT granted")
                                    .isEmpty());

            assertThat(page("--no-drift"))
                    .containsPattern(
                            "\"relation\":\"public.users\",\"mode\":\"AccessShareLock\",\"ms\":\\d+,\"statement\":\"SELECT"
                                + " 1 FROM users\",\"blockers\":\\[\\d+]");
            holder.rollback();
            assertThat(waiting.result()).isTrue();
        }
    }

    /** Its lint and drift would wait for the tables that the other one locks. */
    @Test
    void waitsForNobodyWhoMigrates() throws IOException {
        try (MigrationLockGuard guard = project.migrator().build().lock()) {
            guard.requireHeld();
            String reason =
                    "{\"reason\":\"Migrations run now, and this would wait for the tables that they"
                            + " lock. Make the report again when they are done.\"}";

            assertThat(page())
                    .contains("\"lint\":" + reason)
                    .contains("\"drift\":" + reason)
                    .contains("\"liveness\":\"ALIVE\"");
        }
    }

    @Test
    void changesNothing() throws IOException {
        List<String> before = SchemaSnapshot.of(project.database());

        assertThat(page()).contains("\"applied\":[]");

        assertThat(SchemaSnapshot.of(project.database())).isEqualTo(before);
    }

    @Test
    void saysWhatItWrote() {
        Path file = folder.resolve("report.html");

        Result text = commandLine.run("report", "--no-drift", "--file", file.toString());
        Result json =
                commandLine.run(
                        "report", "--no-drift", "--file", file.toString(), "--output", "json");

        assertThat(text.output()).isEqualTo("The report is in %s.\n".formatted(file));
        assertThat(json.output()).contains("\"report\":{\"path\":\"%s\"}".formatted(file));
        assertThat(json.output()).contains("\"pending\":[{\"version\":20240101000000,");
    }

    @Test
    void writesOverItsOwnPagesAlone() throws IOException {
        Path file = folder.resolve("index.html");
        Path own = folder.resolve("report.html");
        Path read = project.directory().resolve("20250101000000_x.sql");
        String page = page();
        Files.writeString(
                own,
                page.replace(
                        "<meta name=\"generator\" content=\"lifeguard-migrate report\">\n", ""));
        Files.writeString(file, "<html>Mine.</html>\n");

        assertThat(page).contains("content=\"lifeguard-migrate report\"");
        assertRefused(
                "%s is in the way: it does not say \"content=\"lifeguard-migrate report\"\", so report did not write it. Move it, or name another file."
                        .formatted(file),
                "--file",
                file.toString());
        assertThat(file).hasContent("<html>Mine.</html>");
        assertRefused(
                "--file \"%s\" is in a directory of migrations, \"%s\", where it would be read. Name another one."
                        .formatted(read, project.directory()),
                "--file",
                read.toString());
        assertThat(commandLine.run("report", "--no-drift", "--file", own.toString()).exit())
                .isZero();
        assertThat(own).content().contains("content=\"lifeguard-migrate report\"");
    }

    @Test
    void saysWhyAPartWasNotLookedAt() throws IOException {
        project.up();
        project.delete("20240101000000_users.sql");

        assertThat(page())
                .contains(
                        "\"drift\":{\"reason\":\"The database has 20240101000000 users, which is"
                                + " newer than every file here. Use the files that it was migrated"
                                + " with.\"}")
                .contains("\"warnings\":[\"The database is ahead of this application: ");
        assertThat(page("--no-drift"))
                .contains(
                        "\"drift\":{\"reason\":\"lifeguard-migrate drift compares the schema with"
                                + " what the applied migrations make.\"}");
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertRefused("Give either --file FILE or --serve.");
        assertRefused("Give either --file FILE or --serve.", "--file", "/x.html", "--serve");
        assertRefused("--port is for --serve alone.", "--file", "/x.html", "--port", "1");
        assertRefused(
                "--port is \"0\", which is no number of a port. Give a whole number, at least 1.",
                "--serve",
                "--port",
                "0");
        assertRefused("--port is \"65536\". Ports go up to 65535.", "--serve", "--port", "65536");
        assertRefused(
                "The report cannot be written: %s".formatted(folder),
                "--no-drift",
                "--file",
                folder.toString());
    }

    private void assertRefused(String message, String... arguments) {
        Result result = commandLine.run(ReportRun.arguments(arguments));
        assertThat(result.exit()).as(result.output()).isEqualTo(2);
        assertThat(result.errors()).contains("LG-101 " + message);
    }

    /** Names of a database are nothing but text, whatever they look like. */
    @Test
    void holdsNothingOfADatabaseAsHtml() throws IOException {
        ReportRun.makeHostile(project);

        String page = page();

        assertThat(page.substring(page.indexOf("<body")))
                .doesNotContain("<img", "<b>", "<!--", "owned\"</script>", "\u202e")
                .containsOnlyOnce("<script>");
    }

    @Test
    void cutsLongTexts() throws IOException {
        project.up();
        project.write("20240102000000_long.sql", "DROP TABLE users; -- " + "x".repeat(50_000));
        project.write("%s.sql".formatted("y".repeat(200)), "SELECT 1;\n");

        assertThat(page("--no-drift").length()).isLessThan(120_000);
    }
}
