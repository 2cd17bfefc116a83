package dev.lifeguard.migrate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is compiled and run. */
final class DocumentationTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    @TempDir private Path directory;

    @Test
    void theExamplesOfThePageRun() throws IOException, ReflectiveOperationException {
        write(
                "20240101000000_tables.sql",
                "CREATE TABLE users (id int); CREATE TABLE customers (id int, name text);",
                "DROP TABLE users; DROP TABLE customers;");
        write(
                "20240102000000_short_names.sql",
                "ALTER TABLE customers ADD short_name text; UPDATE customers SET short_name ="
                        + " left(name, 3);",
                "ALTER TABLE customers DROP short_name;");
        List<String> examples = examples("docs/junit.md");
        assertThat(examples).hasSize(2);

        run("UsersTest", examples.get(0), 1);
        run("ShortNamesTest", examples.get(1), 2);
    }

    @Test
    void theExampleOfTheReadmeRuns() throws IOException, ReflectiveOperationException {
        write("20240101000000_tables.sql", "CREATE TABLE users (id int);", "DROP TABLE users;");
        String imports =
                """
                import static org.junit.jupiter.api.Assertions.assertTrue;
                import dev.lifeguard.migrate.junit.MigratedDatabase;
                import java.sql.*;
                import org.junit.jupiter.api.Test;
                """;

        run("UsersTest", imports + examples("README.md").getLast(), 1);
    }

    private static List<String> examples(String document) throws IOException {
        String text = Files.readString(Path.of("..").resolve(document));
        return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
    }

    private void write(String name, String up, String down) throws IOException {
        Path migrations = Files.createDirectories(directory.resolve("db/migration"));
        Files.writeString(
                migrations.resolve(name),
                "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
    }

    private void run(String name, String source, int tests)
            throws IOException, ReflectiveOperationException {
        Path file = Files.writeString(directory.resolve(name + ".java"), source);
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-d",
                                        directory.toString(),
                                        file.toString()))
                .isZero();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL[] urls = {new File(directory.toString()).toURI().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            TestRun run = TestRun.of(loader.loadClass(name), Map.of());
            assertThat(run.failures()).isEmpty();
            assertThat(run.successful()).isEqualTo(tests);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
