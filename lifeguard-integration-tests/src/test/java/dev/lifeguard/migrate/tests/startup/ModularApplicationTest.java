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
            import dev.lifeguard.migrate.error.LifeguardException;
            import dev.lifeguard.migrate.plan.Finding;
            import dev.lifeguard.migrate.plan.MigrationRecord;
            import dev.lifeguard.migrate.plan.Plan;
            import dev.lifeguard.migrate.plan.PlanStep;
            import dev.lifeguard.migrate.schema.Column;
            import dev.lifeguard.migrate.schema.ColumnType;
            import dev.lifeguard.migrate.schema.Migration;
            import dev.lifeguard.migrate.schema.SchemaManager;
            import dev.lifeguard.migrate.schema.Table;
            import dev.lifeguard.migrate.source.MigrationSource;
            import java.nio.file.Path;
            import java.util.ArrayList;
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

                static List<Finding> check(Plan plan) {
                    List<Finding> findings = new ArrayList<>();
                    for (PlanStep step : plan.steps()) {
                        step.forEachStatement(
                                statement ->
                                        findings.add(
                                                Finding.of(
                                                                "seen",
                                                                Finding.Level.WARNING,
                                                                statement.kind()
                                                                        + ": "
                                                                        + statement.text())
                                                        .at(statement.place())));
                    }
                    return findings;
                }

                public static void main(String[] arguments) throws Exception {
                    var dataSource = new org.h2.jdbcx.JdbcDataSource();
                    dataSource.setURL("jdbc:h2:mem:app;DB_CLOSE_DELAY=-1");
                    try {
                        var migrator =
                                Migrator.builder(dataSource)
                                        .source(MigrationSource.directory(Path.of(arguments[0])))
                                        .source(MigrationSource.of(new m20240103000000_three()))
                                        .check(Application::check)
                                        .listener(event -> {})
                                        .build();
                        var report = migrator.up();
                        report.warnings().forEach(System.out::println);
                        System.out.println(report.applied().size());
                        var other = new org.h2.jdbcx.JdbcDataSource();
                        other.setURL("jdbc:h2:mem:other;DB_CLOSE_DELAY=-1");
                        var foreign =
                                Migrator.builder(other)
                                        .source(
                                                MigrationSource.directory(
                                                        Path.of(arguments[1]), new Numbered()))
                                        .build();
                        foreign.up();
                        for (MigrationRecord record : foreign.status().applied()) {
                            System.out.println(record.version() + " " + record.name());
                        }
                    } catch (LifeguardException failure) {
                        System.out.println(failure.detail().coded());
                    }
                }
            }
            """;

    private static final String LAYOUT =
            """
            package my.app;

            import dev.lifeguard.migrate.layout.Marks;
            import dev.lifeguard.migrate.layout.ScriptForm;
            import dev.lifeguard.migrate.source.Found;
            import dev.lifeguard.migrate.source.Layout;
            import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
            import dev.lifeguard.migrate.source.MigrationVersion;
            import java.time.LocalDateTime;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Map;

            /** {@code 1-name.sql}. */
            final class Numbered implements Layout {

                @Override
                public boolean concerns(String path) {
                    return path.endsWith(".sql");
                }

                @Override
                public List<Found> read(List<MigrationFile> files) {
                    List<Found> found = new ArrayList<>();
                    for (MigrationFile file : files) {
                        String[] parts = file.name().split("[-.]");
                        found.add(
                                new Found.Versioned(
                                        file,
                                        new MigrationVersion(Long.parseLong(parts[0]), "v" + parts[0]),
                                        parts[1],
                                        ScriptForm.of(ScriptForm.Part.UP, Marks.none())));
                    }
                    return found;
                }

                @Override
                public Map<String, String> newFiles(
                        String name, LocalDateTime utc, MigrationVersion newest) {
                    return Map.of();
                }
            }
            """;

    @TempDir private Path directory;

    @Test
    void compilesAndRunsWithItsDriverAlone() throws IOException {
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("20240101000000_one.sql"), "CREATE TABLE one (id int);\n");
        Path others = Files.createDirectory(directory.resolve("others"));
        Files.writeString(others.resolve("7-seven.sql"), "CREATE TABLE seven (id int);\n");
        String modules =
                Stream.of(Migrator.class, Logger.class, org.h2.Driver.class)
                        .map(ModularApplicationTest::location)
                        .collect(Collectors.joining(File.pathSeparator));

        assertThat(compile(modules)).isEmpty();
        assertThat(run(modules, migrations, others))
                .isEqualTo(
                        """
                        20240101000000_one.sql:1:1: CREATE TABLE: CREATE TABLE one (id int) [seen]
                        2
                        v7 seven
                        """);
    }

    /** What the compiler says against it. */
    private String compile(String modules) throws IOException {
        Path source = Files.createDirectories(directory.resolve("src/my/app"));
        Path module = Files.writeString(directory.resolve("src/module-info.java"), MODULE);
        Path application = Files.writeString(source.resolve("Application.java"), APPLICATION);
        Path layout = Files.writeString(source.resolve("Numbered.java"), LAYOUT);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units =
                    files.getJavaFileObjects(module, application, layout);
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

    private String run(String modules, Path migrations, Path others) {
        String path = directory.resolve("classes") + File.pathSeparator + modules;
        try (ChildProcess process =
                ChildProcess.java(
                        directory,
                        Map.of(),
                        "-p",
                        path,
                        "-m",
                        "my.app/my.app.Application",
                        migrations.toString(),
                        others.toString())) {
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
