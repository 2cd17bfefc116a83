package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A configuration file and a password file, as a team has them. */
@OnPostgres(18)
final class ConfigurationTest {

    private static final String PASSWORD = "pass:word/@%41";

    @AutoClose private final Project project;
    private final Path folder;
    private final CommandLine commandLine;
    private final String url;

    ConfigurationTest(PostgresServer server) {
        project = new Project(server);
        folder = project.directory();
        commandLine = CommandLine.in(folder);
        String role = project.database().createRole("deployer", PASSWORD);
        project.database()
                .execute("GRANT CREATE ON SCHEMA public TO " + role, "CREATE TABLE given (id int)");
        url = project.database().url().replace("user=postgres", "user=" + role);
        project.write("db/20240101000000_one.sql", "CREATE TABLE one (id ${type});");
        project.write("more/20240101000001_two.sql", "CREATE TABLE two (id int);");
    }

    private Path secret(String text, String permissions) throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void isFoundInTheWorkingDirectory() throws IOException {
        secret(PASSWORD + "\n", "rw-------");
        project.write(
                "lifeguard.toml",
                """
                database-url = "%s"
                migrations-dir = ["db", "more"]
                [placeholders]
                type = "int"
                [env.test]
                table = "history"
                """
                        .formatted(url));

        Result up = commandLine.run("up", "--database-password-file", "secret");

        assertThat(up.errors()).doesNotContain("Warning");
        assertThat(up.exit()).isZero();
        assertThat(project.database().has("two")).isTrue();
        assertThat(
                        commandLine
                                .with("LIFEGUARD_DATABASE_PASSWORD_FILE", "secret")
                                .run("status")
                                .output())
                .endsWith("2 applied, 0 pending.\n");
        assertThat(commandLine.run("status", "--env", "test").output())
                .endsWith("0 applied, 2 pending.\n");
    }

    @Test
    void hasItsPathsFromItsOwnFolder() throws IOException {
        secret(PASSWORD, "rw-------");
        project.write(
                "conf/prod.toml",
                """
                database-url = "${URL}"
                database-password-file = "../secret"
                migrations-dir = "../more"
                """);
        project.write(
                "conf/lite.toml", "database-url = \"sqlite:app.db\"\nmigrations-dir = \"../more\"");

        Result up = commandLine.with("URL", url).run("up", "--config", "conf/prod.toml");
        assertThat(up.errors()).isEqualTo("Applying 1 of 1: 20240101000001 two\n");
        assertThat(project.database().has("two")).isTrue();

        assertThat(commandLine.run("up", "--config", "conf/lite.toml").exit()).isZero();
        assertThat(folder.resolve("conf/app.db")).exists();
    }

    @Test
    void warnsOfAPasswordThatEverybodyMayRead() throws IOException {
        secret(PASSWORD, "rw-r--r--");

        Result status =
                commandLine.run(
                        "status",
                        "--migrations-dir",
                        "more",
                        "--database-url",
                        url,
                        "--database-password-file",
                        "secret");

        assertThat(status.exit()).isZero();
        assertThat(status.errors())
                .isEqualTo(
                        "Warning: Every user of this machine may read the password file"
                                + " \"secret\". Allow it to its owner alone: chmod 600, or a"
                                + " defaultMode of 0400 for a mounted secret.\n");
    }

    @Test
    void refusesAPasswordFileThatHoldsNone() throws IOException {
        requireRefused("The password file cannot be read: secret does not exist.");
        secret("\n", "rw-------");
        requireRefused("The password file \"secret\" is empty. Write the password into it.");
        secret("one\ntwo\n", "rw-------");
        requireRefused(
                "The password file \"secret\" has more than one line. Write the password alone"
                        + " into it.");
        secret("one\n\n", "rw-------");
        requireRefused(
                "The password file \"secret\" has more than one line. Write the password alone"
                        + " into it.");
        Files.delete(folder.resolve("secret"));
        Files.createDirectory(folder.resolve("secret"));
        requireRefused("The password file \"secret\" is a folder. Name the file in it.");
    }

    private void requireRefused(String message) {
        Result result =
                commandLine.run(
                        "status", "--database-url", url, "--database-password-file", "secret");
        assertThat(result.errors()).isEqualTo("LG-101 " + message + "\n");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void isShownWithTheOriginOfEachValueAndWithoutADatabase() {
        project.write("lifeguard.toml", "table = \"history\"\n");

        Result info = commandLine.with("LIFEGUARD_SCHEMA", "app").run("info", "--config");

        assertThat(info.exit()).isZero();
        assertThat(info.output())
                .containsPattern("schema +app +LIFEGUARD_SCHEMA\n")
                .containsPattern("table +history +lifeguard.toml:1\n")
                .containsPattern("lock-timeout +5m +default\n")
                .endsWith("The configuration file is lifeguard.toml.\n");
        assertThat(commandLine.run("status", "--config").errors())
                .isEqualTo(
                        "LG-101 --config needs the name of a file. Without one it is for info"
                                + " alone, which shows where each setting comes from.\n");
    }
}
