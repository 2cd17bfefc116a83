package dev.lifeguard.migrate.tests.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/api.md compiles. */
final class ApiPageTest {

    private static final Path PAGE = Path.of("..", "docs", "api.md");

    private static final String PROGRAM =
            """
            import dev.lifeguard.migrate.Migrator;
            import dev.lifeguard.migrate.plan.Finding;
            import dev.lifeguard.migrate.plan.Finding.Level;
            import dev.lifeguard.migrate.plan.PlanStep;
            import dev.lifeguard.migrate.plan.PlannedStatement.LockClass;
            import dev.lifeguard.migrate.source.MigrationSource;
            import java.nio.file.Path;
            import java.util.ArrayList;
            import java.util.List;
            import javax.sql.DataSource;

            final class Example {
                static void run(DataSource dataSource) {
            EXAMPLE
                }
            }
            """;

    @TempDir private Path directory;

    @Test
    void hasAnExampleThatCompiles() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```java\n") + "```java\n".length();
        Path program =
                Files.writeString(
                        directory.resolve("Example.java"),
                        PROGRAM.replace(
                                "EXAMPLE", page.substring(start, page.indexOf("```\n", start))));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();

        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-d", directory.toString()),
                            null,
                            files.getJavaFileObjects(program))
                    .call();
        }

        assertThat(said.toString()).isEmpty();
    }
}
