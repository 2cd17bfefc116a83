package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each command against a real database. */
@OnPostgres(18)
final class CommandsTest {

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final CommandLine commandLine;

    CommandsTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        commandLine = CommandLine.of(project).inThisProcess();
    }

    private String run(String... arguments) {
        Result result = commandLine.run(arguments);
        assertThat(result.exit()).as(result.errors()).isZero();
        return result.output();
    }

    @Test
    void theSampleGoesUpAndDown() {
        project.writeSample();

        assertThat(run("up")).contains("4 migrations applied in ").contains("Nothing is pending.");
        assertThat(run("up")).isEqualTo("Nothing to apply: the database is up to date.\n");
        assertThat(run("status")).endsWith("4 applied, 0 pending.\n");
        assertThat(run("down")).startsWith("Rolled back  20240120150000  create_accounts_payable");
        assertThat(run("down", "--steps", "10")).contains("3 migrations rolled back in ");

        assertThat(SchemaSnapshot.besideStateTable(database)).containsExactly("schema public");
    }

    @Test
    void planAndDryRunAndValidateChangeNothing() {
        project.writeSample();

        assertThat(run("plan")).endsWith("4 migrations would be applied. Nothing was changed.\n");
        assertThat(run("up", "--dry-run")).isEqualTo(run("plan"));
        assertThat(run("validate")).startsWith("Valid: ");
        assertThat(run("info")).contains("none yet; the first migration creates it");

        assertThat(SchemaSnapshot.of(database)).containsExactly("schema public");
    }

    @Test
    void planShowsWhatIsRemovedBeforeAMigrationGoesOn() {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE one (id int);
                INSERT INTO one VALUES (1), (1);
                CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id);
                """);
        assertThat(commandLine.run("up").exit()).isEqualTo(5);

        assertThat(run("plan"))
                .contains(
                        "\n  first: it left an INVALID index, public.one_id, which DROP INDEX"
                                + " CONCURRENTLY public.one_id removes\n");
        assertThat(run("plan", "--output", "json"))
                .contains("\"left\":[\"an INVALID index, public.one_id, which DROP INDEX ");
    }

    @Test
    void validateOfflineNeedsNoDatabase() {
        project.writeSample();

        Result result =
                CommandLine.in(project.directory())
                        .run("validate", "--offline", "--migrations-dir", ".");

        assertThat(result.exit()).as(result.errors()).isZero();
        assertThat(result.output()).startsWith("Valid: ");
    }

    @Test
    void generateWritesAFileThatUpApplies() throws Exception {
        Path file = Path.of(run("generate", "create users").strip());

        assertThat(file.getFileName().toString()).matches("\\d{14}_create_users\\.sql");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "(?i)(-- Up migration.*\n)", "$1CREATE TABLE users (id int);\n"));
        assertThat(run("up")).contains("create_users");
        assertThat(database.has("users")).isTrue();
    }

    @Test
    void placeholdersAreReplacedUpAndDown() {
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE ${prefix}_one (id int);
                COMMENT ON TABLE ${prefix}_one IS '${comment}';
                -- Down migration
                DROP TABLE ${prefix}_one;
                """);
        String[] placeholders = {"--placeholder", "prefix=app", "--placeholder=comment=a=b"};

        Result without = commandLine.run("--placeholder", "prefix=app", "up");
        assertThat(without.exit()).isEqualTo(3);
        assertThat(without.errors())
                .contains(
                        "20240101000000_one.sql:3:36: The placeholder \"${comment}\" is not"
                                + " declared, but \"${prefix}\". Declare it by --placeholder"
                                + " comment=VALUE, or write \"$${comment}\" for the text itself.");
        assertThat(run("up", placeholders[0], placeholders[1], placeholders[2])).contains("one");
        assertThat(database.value("SELECT obj_description('app_one'::regclass)")).isEqualTo("a=b");
        assertThat(run("info", "20240101000000", "--placeholder=prefix=app")).contains("one");
        assertThat(run("down", placeholders[0], placeholders[1], placeholders[2])).contains("one");
        assertThat(database.has("app_one")).isFalse();
    }

    @Test
    void infoReadsTheFileAsTheSessionDoes() {
        database.execute(
                "ALTER DATABASE %s SET standard_conforming_strings = off"
                        .formatted(database.name()));
        project.write("20240101000000_one.sql", "SELECT 'it\\'s; one';\nSELECT 2;\n");

        assertThat(run("info", "20240101000000")).contains("2 statements");
    }

    @Test
    void baselineRecordsAndRepairAccepts() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        assertThat(run("baseline", "20240101000000")).contains("20240101000000");
        assertThat(database.has("one")).isFalse();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id bigint);\n");
        assertThat(commandLine.run("up").exit()).isEqualTo(3);

        run("repair", "--accept-checksum", "20240101000000");

        assertThat(run("up")).isEqualTo("Nothing to apply: the database is up to date.\n");
    }

    @Test
    void unlockShowsTheHolderAndForceDeletesTheRow() {
        project.up();
        assertThat(run("unlock")).isEqualTo("Nobody holds the lock.\n");
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
        database.execute(
                """
                INSERT INTO lifeguard_migrations (version, name, checksum, applied_at)
                VALUES (-1, 'lock', 'by hand', '2024-01-20 12:00:00Z')
                """);

        assertThat(run("unlock")).contains("a writer that left no name");
        assertThat(project.migrator().build().lockHolder()).isPresent();
        run("unlock", "--force");

        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void schemaAndTableAreOptionsAndVariables() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");

        run("--schema", "Tenant 7", "up", "--table", "history");
        CommandLine.of(project)
                .with("LIFEGUARD_SCHEMA", "tenant_8")
                .with("LIFEGUARD_TABLE", "history")
                .inThisProcess()
                .run("up");

        assertThat(database.has("\"Tenant 7\".history")).isTrue();
        assertThat(database.has("\"Tenant 7\".one")).isTrue();
        assertThat(database.has("tenant_8.history")).isTrue();
    }

    @Test
    void theToolsOwnVariableGoesBeforeTheCommonOne() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        CommandLine common =
                CommandLine.in(project.directory())
                        .with("DATABASE_URL", database.url().replace("jdbc:", ""))
                        .with("LIFEGUARD_MIGRATIONS_DIR", ".");

        assertThat(common.run("up").exit()).isZero();
        assertThat(
                        common.with("LIFEGUARD_DATABASE_URL", "postgresql://127.0.0.1:1/nowhere")
                                .run("status")
                                .exit())
                .isEqualTo(8);
    }

    @Test
    void aPasswordIsNeverPrinted() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        String role = database.createRole("login", "the right one");
        String url =
                "postgresql://%s:hunter2@%s:%s/%s"
                        .formatted(
                                role,
                                database.server().host(),
                                database.server().port(),
                                database.name());
        for (String[] arguments :
                new String[][] {
                    {"up", "--database-url", url},
                    {"up", "-v", "--database-url", url},
                    {"up", "--output", "json", "--database-url", url},
                    {
                        "info",
                        "--database-url",
                        "jdbc:"
                                + url.replace(role + ":hunter2@", "")
                                + "?user="
                                + role
                                + "&password=hunter2"
                    }
                }) {
            Result result = CommandLine.of(project).run(arguments);
            assertThat(result.exit()).isEqualTo(8);
            assertThat(result.output() + result.errors())
                    .contains("password authentication failed")
                    .doesNotContain("hunter2");
        }
    }
}
