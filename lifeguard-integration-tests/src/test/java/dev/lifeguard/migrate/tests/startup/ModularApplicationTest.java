package dev.lifeguard.migrate.tests.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** An application that is a module itself, with nothing else on its path than it needs. */
final class ModularApplicationTest {

    private static final String MODULE =
            """
            module my.app {
                requires dev.lifeguard.migrate;
                requires com.h2database;
                requires java.naming;
            }
            """;

    private static final String APPLICATION =
            """
            package my.app;

            import dev.lifeguard.migrate.Migrator;
            import dev.lifeguard.migrate.error.ErrorDetail;
            import dev.lifeguard.migrate.error.LifeguardException;
            import dev.lifeguard.migrate.plan.Plan;
            import dev.lifeguard.migrate.plan.PlanCheck;
            import dev.lifeguard.migrate.schema.Column;
            import dev.lifeguard.migrate.schema.ColumnType;
            import dev.lifeguard.migrate.schema.Migration;
            import dev.lifeguard.migrate.schema.SchemaManager;
            import dev.lifeguard.migrate.schema.Table;
            import dev.lifeguard.migrate.script.SqlStatement;
            import dev.lifeguard.migrate.source.MigrationSource;
            import java.io.IOException;
            import java.nio.file.Path;
            import java.util.List;

            public final class Application {

                public static final class m20240103000000_three implements Migration {
                    @Override
                    public void up(SchemaManager schema) {
                        schema.createTable(
                                Table.named("three").column(Column.of("id", ColumnType.integer())));
                    }

                    @Override
                    public void down(SchemaManager schema) {
                        schema.dropTable("three");
                    }
                }

                static List<ErrorDetail> check(Plan plan) {
                    for (PlanStep step : plan.steps()) {
                        step.section().ifPresent(section -> {
                            try {
                                for (SqlStatement statement : section.shortStatements().orElseThrow()) {
                                    System.out.println(
                                            step.name()
                                                    + ":"
                                                    + statement.start().line()
                                                    + " "
                                                    + statement.summary()
                                                    + ": "
                                                    + statement.text());
                                }
                            } catch (IOException gone) {
                                throw new java.io.UncheckedIOException(gone);
                            }
                        });
                    }
                    return List.of();
                }

                public static void main(String[] arguments) throws Exception {
                    var dataSource = new org.h2.jdbcx.JdbcDataSource();
                    dataSource.setURL("jdbc:h2:mem:app;DB_CLOSE_DELAY=-1");
                    PlanCheck check = Application::check;
                    try {
                        System.out.println(
                                Migrator.builder(dataSource)
                                        .source(MigrationSource.directory(Path.of(arguments[0])))
                                        .source(MigrationSource.of(new m20240103000000_three()))
                                        .check(check)
                                        .listener(event -> {})
                                        .build()
                                        .up()
                                        .applied()
                                        .size());
                    } catch (LifeguardException failure) {
                        System.out.println(failure.detail().coded());
                    }
                }
            }
            """;

    @TempDir private Path directory;

    @Test
    void compilesAndRunsWithItsDriverAlone() throws IOException {
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("20240101000000_one.sql"), "CREATE TABLE one (id int);\n");
        String modules =
                Stream.of(Migrator.class, Logger.class, org.h2.Driver.class)
                        .map(ModularApplicationTest::location)
                        .collect(Collectors.joining(File.pathSeparator));

        assertThat(compile(modules)).isEmpty();
        assertThat(run(modules, migrations))
                .isEqualTo("one:1 CREATE TABLE: CREATE TABLE one (id int)\n2\n");
    }

    /** What the compiler says against it. */
    private String compile(String modules) throws IOException {
        Path source = Files.createDirectories(directory.resolve("src/my/app"));
        Path module = Files.writeString(directory.resolve("src/module-info.java"), MODULE);
        Path application = Files.writeString(source.resolve("Application.java"), APPLICATION);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units =
                    files.getJavaFileObjects(module, application);
            compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "--release",
                                    "21",
                                    "-Xlint:all,-requires-automatic",
                                    "-Werror",
                                    "-d",
                                    directory.resolve("classes").toString(),
                                    "--module-path",
                                    modules),
                            null,
                            units)
                    .call();
        }
        return said.toString();
    }

    private String run(String modules, Path migrations) {
        String path = directory.resolve("classes") + File.pathSeparator + modules;
        try (ChildProcess process =
                ChildProcess.java(
                        directory,
                        Map.of(),
                        "-p",
                        path,
                        "-m",
                        "my.app/my.app.Application",
                        migrations.toString())) {
            int exit = process.awaitExit();
            assertThat(exit).as(process.errors()).isZero();
            return process.output();
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
