package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.documentation.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations in Java by the command line, which is one jar. */
final class JavaMigrationsTest {

    private static final String FILE = "m20240120120000_create_users.java";

    @TempDir private Path directory;

    private Result run(String... arguments) {
        return CommandLine.in(directory)
                .with("LIFEGUARD_DATABASE_URL", "sqlite:app.db")
                .run(arguments);
    }

    private void write(String text) throws IOException {
        Path migrations = Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(migrations.resolve(FILE), text);
    }

    @Test
    void arePlannedAppliedAndRolledBack() throws IOException {
        write(Example.all("README.md", "java").getFirst());
        Files.createFile(directory.resolve("app.db"));

        Result plan = run("plan");
        assertThat(plan.exit()).as(plan.errors()).isZero();
        assertThat(plan.output()).contains("one transaction").contains("Java  CREATE TABLE");
        Result up = run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(up.output()).contains("1 migration applied");
        assertThat(run("up").output()).contains("up to date");
        Result info = run("info", "20240120120000");
        assertThat(info.exit()).as(info.errors()).isZero();
        assertThat(info.output()).contains("create_users").contains("applied");
        Result down = run("down");
        assertThat(down.exit()).as(down.errors()).isZero();
    }

    @Test
    void areRefusedWithTheirPlaceWhenTheyDoNotCompile() throws IOException {
        write(Example.all("README.md", "java").getFirst().replace(".notNull()", ".notNul()"));

        Result up = run("up");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors()).contains("LG-302").contains(FILE + ":16:").contains("notNul()");
    }

    @Test
    void areGeneratedSoThatTheyAreRefusedUnwrittenAndCompileWritten() throws IOException {
        Result generated = run("generate", "--java", "fill-the users.java");

        assertThat(generated.exit()).as(generated.errors()).isZero();
        assertThat(generated.output()).containsPattern("m[0-9]{14}_fill_the_users\\.java");
        for (String command : List.of("validate --offline", "up", "plan", "up --dry-run")) {
            Result unwritten = run(command.split(" "));
            assertThat(unwritten.exit()).as(command).isEqualTo(3);
            assertThat(unwritten.errors())
                    .contains("LG-302")
                    .contains("has a method up that is as it was generated.");
        }
        Path file = directory.resolve(generated.output().strip());
        Files.writeString(file, Files.readString(file).replaceAll("throw new Unsupported.*;", ""));
        assertThat(run("validate", "--offline").exit()).isZero();
    }
}
