package dev.lifeguard.migrate.tests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it stands there. */
@OnPostgres(18)
final class ReadmeTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @AutoClose private final Project project;

    ReadmeTest(PostgresServer server) {
        project = new Project(server);
    }

    @Test
    void itsMigrationGoesUpAndDown() {
        project.write(
                "20240120120000_create_users.sql", Example.all("README.md", "sql").getFirst());

        project.up();
        project.database().execute("INSERT INTO users (email) VALUES ('ada@example.com')");
        assertThat(project.database().query("SELECT id, email FROM users"))
                .containsExactly("1|ada@example.com");

        project.migrator().build().down();
        assertThat(SchemaSnapshot.besideStateTable(project.database()))
                .containsExactly("schema public");
    }

    @Test
    void itsMigrationInJavaGoesUpAndDown() {
        String example = Example.all("README.md", "java").getFirst();
        assertThat(example).isEqualTo(Example.all("docs/java-migrations.md", "java").getFirst());
        project.write("m20240120120000_create_users.java", example);

        project.up();
        project.database().execute("INSERT INTO users (email) VALUES ('ada@example.com')");
        assertThat(project.database().query("SELECT id, email FROM users"))
                .containsExactly("1|ada@example.com");

        project.migrator().build().down();
        assertThat(SchemaSnapshot.besideStateTable(project.database()))
                .containsExactly("schema public");
    }

    @Test
    void theBatchesInJavaOfItsPageRun() {
        project.database()
                .execute(
                        "CREATE SCHEMA app",
                        "CREATE TABLE app.users (id bigint PRIMARY KEY, email text, email_hash"
                                + " text)",
                        "INSERT INTO app.users SELECT n, 'user' || n FROM generate_series(1, 99)"
                                + " n");
        project.write(
                "m20240120120000_hash_emails.java",
                Example.all("docs/batches.md", "java").getFirst());

        project.up();

        assertThat(project.database().value("SELECT count(email_hash) FROM app.users"))
                .isEqualTo("99");
    }

    @Test
    void itsProgramMigratesTheDatabase(@TempDir Path directory) throws IOException {
        List<String> code = Example.all("README.md", "java");
        assertThat(code).hasSize(4);
        Path source = directory.resolve("Application.java");
        Files.writeString(source, program(code.get(1), code.get(2)));
        Files.createDirectory(directory.resolve("migrations"));
        Files.createDirectories(directory.resolve("classes/db/migration"));
        write(directory.resolve("migrations"), 1);
        write(directory.resolve("classes/db/migration"), 2);

        compile(source, directory.resolve("classes"));
        try (ChildProcess process =
                ChildProcess.java(
                        directory,
                        Map.of(),
                        // The last class path counts.
                        "-cp",
                        directory.resolve("classes") + File.pathSeparator + CLASS_PATH,
                        "Application",
                        project.database().url())) {
            assertThat(process.awaitExit()).as(process.errors()).isZero();
            assertThat(process.output()).isEqualTo("1 two");
        }

        assertThat(project.history())
                .containsExactly("20240101000001|one|whole", "20240101000002|two|whole");
    }

    private static String program(String simple, String full) {
        return """
        import dev.lifeguard.migrate.Migrator;
        import dev.lifeguard.migrate.StartupMigrations;
        import dev.lifeguard.migrate.report.MigrationReport;
        import dev.lifeguard.migrate.source.MigrationSource;
        import java.nio.file.Path;
        import java.time.Duration;

        public final class Application {
            public static void main(String[] arguments) {
                var dataSource = new org.postgresql.ds.PGSimpleDataSource();
                dataSource.setURL(arguments[0]);
                {
        %s
                }
                {
        %s
                System.out.print(report.applied().size() + " " + report.applied().get(0).name());
                }
            }
        }
        """
                .formatted(simple, full);
    }

    private static void write(Path directory, int number) throws IOException {
        String name = number == 1 ? "one" : "two";
        Files.writeString(
                directory.resolve("2024010100000%s_%s.sql".formatted(number, name)),
                "CREATE TABLE %s (id int);\n".formatted(name));
    }

    private static void compile(Path source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-cp", CLASS_PATH, "-proc:none");
        boolean compiled =
                compiler.getTask(
                                errors,
                                null,
                                null,
                                options,
                                null,
                                compiler.getStandardFileManager(null, null, null)
                                        .getJavaFileObjects(source))
                        .call();
        assertThat(compiled).as(errors.toString()).isTrue();
    }
}
