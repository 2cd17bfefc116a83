package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapshot}, {@code drift} and {@code up --snapshot-file}. */
@OnPostgres(18)
final class SnapshotTest {

    private static final String TEXT =
            """
            -- The schema of a database of PostgreSQL, as lifeguard-migrate snapshot writes it.

            SET client_encoding = 'UTF8';
            SET check_function_bodies = false;
            SELECT pg_catalog.set_config('search_path', '', false);

            CREATE SCHEMA IF NOT EXISTS public;

            CREATE TABLE public.users (
                id bigint NOT NULL,
                name text,
                CONSTRAINT users_pkey PRIMARY KEY (id)
            );
            """;

    @AutoClose private final Project project;
    private final CommandLine commandLine;
    @TempDir private Path folder;

    SnapshotTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
        project.write(
                "20240101000000_users.sql",
                "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Test
    void writesTheSchemaToStdout() {
        project.up();

        assertThat(commandLine.run("snapshot").output()).isEqualTo(TEXT);
        assertThat(commandLine.run("snapshot", "--output", "json").json())
                .containsEntry("success", true)
                .containsEntry("command", "snapshot")
                .extractingByKey("snapshot", InstanceOfAssertFactories.MAP)
                .containsEntry("text", TEXT)
                .containsEntry("upToDate", true);
    }

    @Test
    void writesItAfterARunThatChangedSomething() throws IOException {
        Path file = file("schema.sql");

        Result first = commandLine.run("up", "--snapshot-file", file.toString());
        assertThat(first.exit()).as(first.errors()).isZero();
        assertThat(file).hasContent(TEXT);

        Files.delete(file);
        assertThat(commandLine.run("up", "--snapshot-file", file.toString()).exit()).isZero();
        assertThat(file).doesNotExist();
    }

    @Test
    void writesItOfWhatAFailedRunApplied() {
        project.write("20240102000000_wrong.sql", "SELECT 1 / 0;\n");
        Path file = file("schema.sql");

        Result failed = commandLine.run("up", "--snapshot-file", file.toString());

        assertThat(failed.exit()).isEqualTo(4);
        assertThat(failed.errors()).contains("division by zero");
        assertThat(file).hasContent(TEXT);
    }

    @Test
    void refusesAFileThatCannotBeWrittenBeforeTheRun() throws IOException {
        Path file = Files.createFile(file("file"));
        Path below = file.resolve("schema.sql");

        Result directory = commandLine.run("up", "--snapshot-file", folder.toString());
        Result inAFile = commandLine.run("up", "--snapshot-file", below.toString());

        assertThat(directory.exit()).isEqualTo(2);
        assertThat(directory.errors())
                .contains(
                        "The snapshot file %s cannot be written: it is a directory. Nothing was changed."
                                .formatted(folder));
        assertThat(inAFile.exit()).isEqualTo(2);
        assertThat(inAFile.errors())
                .contains(
                        "The snapshot file %s cannot be written: %s is no directory. Nothing was changed."
                                .formatted(below, file));
        assertThat(project.database().query("SELECT to_regclass('users') IS NULL"))
                .containsExactly("t");
    }

    @Test
    void leavesFilesThatItDidNotWrite() throws IOException {
        project.up();
        Path directory = file("schema");
        Path own = directory.resolve("function").resolve("public.mine.sql");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "-- Mine.\n");

        Result left = commandLine.run("snapshot", "--directory", directory.toString());

        assertThat(left.exit()).isZero();
        assertThat(left.errors())
                .contains(
                        "Left as they are, since snapshot did not write them:"
                                + " function/public.mine.sql.");
        assertThat(own).hasContent("-- Mine.");
        assertThat(
                        commandLine
                                .run("snapshot", "--directory", directory.toString(), "--check")
                                .exit())
                .isZero();
    }

    @Test
    void writesOverNoFileOfSomebodyElse() throws IOException {
        Path file = file("app.sql");
        Files.writeString(file, "SELECT 1;\n");
        String words =
                "LG-101 %s is in the way: it does not say \"as lifeguard-migrate snapshot writes it.\", so snapshot did not write it. Move it, or name another file."
                        .formatted(file);

        Result before = commandLine.run("up", "--snapshot-file", file.toString());
        project.up();
        Result refused = commandLine.run("snapshot", "--file", file.toString());

        assertThat(before.exit()).isEqualTo(2);
        assertThat(before.errors()).contains(words);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors()).contains(words);
        assertThat(file).hasContent("SELECT 1;");
    }

    @Test
    void writesOverItsOwnFileAndAnEmptyOne() throws IOException {
        project.up();
        Path file = file("schema.sql");
        Files.writeString(
                file,
                "-- The schema of a database of PostgreSQL, as lifeguard-migrate snapshot writes"
                        + " it.\r\n\r\nSELECT 1;\r\n");
        Path empty = Files.createFile(file("empty.sql"));

        assertThat(commandLine.run("snapshot", "--file", file.toString()).exit()).isZero();
        assertThat(commandLine.run("snapshot", "--file", empty.toString()).exit()).isZero();

        assertThat(file).hasContent(TEXT);
        assertThat(empty).hasContent(TEXT);
    }

    @Test
    void writesNothingThatWouldBeReadAsAMigration() throws IOException {
        Path migrations = project.directory();
        Path file = migrations.resolve("20240111000000_x.sql");
        Path link = Files.createSymbolicLink(file("link"), migrations);
        Path linked = link.resolve("new").resolve("x.sql");

        Result before = commandLine.run("up", "--snapshot-file", file.toString());
        Result one = commandLine.run("snapshot", "--file", file.toString());
        Result through = commandLine.run("snapshot", "--file", linked.toString());
        Result many = commandLine.run("snapshot", "--directory", migrations.toString());

        assertThat(before.exit()).isEqualTo(2);
        assertThat(before.errors()).contains(inMigrations("--snapshot-file", file, "it"));
        assertThat(one.exit()).isEqualTo(2);
        assertThat(one.errors()).contains(inMigrations("--file", file, "it"));
        assertThat(through.exit()).isEqualTo(2);
        assertThat(through.errors()).contains(inMigrations("--file", linked, "it"));
        assertThat(many.exit()).isEqualTo(2);
        assertThat(many.errors()).contains(inMigrations("--directory", migrations, "the files"));
        assertThat(migrations.resolve("table")).doesNotExist();
        assertThat(file).doesNotExist();
    }

    private String inMigrations(String option, Path named, String what) {
        return "LG-101 %s \"%s\" is in a directory of migrations, \"%s\", where %s would be read. Name another one."
                .formatted(option, named, project.directory(), what);
    }

    @Test
    void refusesToWriteOverAFileThatItDidNotWrite() throws IOException {
        project.up();
        Path directory = file("schema");
        Path own = directory.resolve("table").resolve("public.users.sql");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "-- Mine.\n");

        Result refused = commandLine.run("snapshot", "--directory", directory.toString());

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(
                        "%s is in the way: it does not begin with \"-- Written by lifeguard-migrate snapshot.\", so snapshot did not write it. Nothing was written. Move it, or name another directory."
                                .formatted(own));
        assertThat(own).hasContent("-- Mine.");
        assertThat(directory.resolve("schema")).doesNotExist();
    }

    @Test
    void saysWhichObjectIsNotUpToDate() throws IOException {
        project.up();
        String file = file("schema.sql").toString();
        String directory = file("schema").toString();
        commandLine.run("snapshot", "--file", file, "--directory", directory);
        assertThat(commandLine.run("snapshot", "--file", file, "--check").output())
                .isEqualTo(file + " is up to date.\n");
        assertThat(commandLine.run("snapshot", "--directory", directory, "--check").exit())
                .isZero();
        assertThat(Path.of(directory, "table", "public.users.sql"))
                .content()
                .startsWith(
                        "-- Written by lifeguard-migrate snapshot.\n\nCREATE TABLE public.users (");

        project.database().execute("ALTER TABLE users ADD COLUMN extra int");

        Result stale = commandLine.run("snapshot", "--file", file, "--check");
        assertThat(stale.exit()).isEqualTo(10);
        assertThat(stale.output())
                .isEqualTo(
                        file
                                + " is not up to date: the first difference is table public.users."
                                + " Run the same without --check, and commit"
                                + " it.\n");
        Result other = commandLine.run("snapshot", "--directory", directory, "--check");
        assertThat(other.exit()).isEqualTo(10);
        assertThat(other.output()).contains("the first difference is table/public.users.sql.");
        assertThat(commandLine.run("snapshot", "--check").exit()).isEqualTo(2);
    }

    @Test
    void deletesTheFilesOfObjectsThatAreGone() {
        project.up();
        project.database().execute("CREATE TABLE gone (id int)");
        String directory = file("schema").toString();
        commandLine.run("snapshot", "--directory", directory);
        assertThat(Path.of(directory, "table", "public.gone.sql")).exists();

        project.database().execute("DROP TABLE gone");
        commandLine.run("snapshot", "--directory", directory);

        assertThat(Path.of(directory, "table", "public.gone.sql")).doesNotExist();
    }

    @Test
    void findsNoDriftWhereThereIsNone() {
        project.up();
        project.write("20240102000000_pending.sql", "CREATE TABLE pending (id int);\n");

        Result drift = commandLine.run("drift");

        assertThat(drift.exit()).as(drift.errors()).isZero();
        assertThat(drift.output())
                .isEqualTo("No drift: the database is what its migrations make.\n");
    }

    @Test
    void tellsWhatWasChangedByHand() {
        project.up();
        project.database()
                .execute(
                        "ALTER TABLE users ALTER COLUMN name SET NOT NULL",
                        "CREATE TABLE extra (id int)");

        Result drift = commandLine.run("drift");

        assertThat(drift.exit()).isEqualTo(10);
        assertThat(drift.output())
                .isEqualTo(
                        """
                        Extra    table public.extra
                          + CREATE TABLE public.extra (
                          +     id integer
                          + );

                        Changed  column public.users.name
                          ! name text%s | name text NOT NULL

                        2 differences between the migrations and the database.
                        What is to stay belongs in a migration, and is undone here before that runs:
                          lifeguard-migrate generate NAME
                        Undo anything else by hand. What a job makes is named in lifeguard.toml: \
                        [drift] ignore.
                        """
                                .formatted(" ".repeat(49)));
        assertThat(commandLine.run("drift", "--output", "json").output())
                .contains("\"success\":false")
                .contains(
                        "\"differences\":[{\"kind\":\"EXTRA\",\"objectType\":\"TABLE\","
                                + "\"object\":\"public.extra\",\"expected\":null,\"actual\":"
                                + "\"CREATE TABLE public.extra (\\n    id integer\\n);\"},"
                                + "{\"kind\":\"CHANGED\",\"objectType\":\"COLUMN\","
                                + "\"object\":\"public.users.name\",\"expected\":\"name text\","
                                + "\"actual\":\"name text NOT NULL\"}]");
        assertThat(project.database().query("SELECT datname FROM pg_database"))
                .noneMatch(name -> name.startsWith("lifeguard_scratch_"));
    }

    @Test
    void leavesOutWhatTheConfigurationFileNames() throws IOException {
        project.up();
        project.database().execute("CREATE TABLE events_1 (id int)");
        Path file = file("drift.toml");
        Files.writeString(file, "[drift]\nignore = [\"public.events_*\"]\n");

        assertThat(commandLine.run("drift").exit()).isEqualTo(10);
        assertThat(commandLine.run("drift", "--config", file.toString()).exit()).isZero();

        Files.writeString(file, "[drift]\nignored = [\"public.events_*\"]\n");
        Result unknown = commandLine.run("drift", "--config", file.toString());
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.errors()).contains("Did you mean \"ignore\"?");
    }
}
