package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import dev.lifeguard.migrate.spring.sample.SampleApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** What Spring writes as source for a native image, or for a faster start. */
final class AheadOfTimeTest {

    private final Database database = TestPostgres.create();

    @TempDir private Path directory;

    @Test
    void theSourceThatIsWrittenMigrates() throws IOException {
        migratesAheadOfTime();
        assertThat(database.applied()).containsExactly("create_customer", "add_city");
    }

    @Test
    void soDoesThatOfDatabasesByName() throws IOException {
        migratesAheadOfTime(
                "--lifeguard.migrate.datasources.dataSource.locations=classpath:db/migration",
                "--lifeguard.migrate.datasources.dataSource.table=history");
        assertThat(database.hasTable("history")).isTrue();
    }

    /** The steps of Spring Boot's plugin for Maven, and a start that uses what they made. */
    private void migratesAheadOfTime(String... arguments) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources"));
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> step = new ArrayList<>(List.of("-cp", path(ApplicationProcess.classPath())));
        step.add(SpringApplicationAotProcessor.class.getName());
        step.add(SampleApplication.class.getName());
        step.addAll(List.of(sources.toString(), classes.toString(), classes.toString()));
        step.addAll(List.of("dev.lifeguard", "sample"));
        try (ApplicationProcess process = ApplicationProcess.start(step, database, arguments)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
        }
        assertThat(database.hasTable("lifeguard_migrations")).isFalse();
        compile(sources, classes);
        List<String> start =
                List.of(
                        "-Dspring.aot.enabled=true",
                        "-cp",
                        path(with(classes)),
                        ApplicationProcess.main());
        try (ApplicationProcess process = ApplicationProcess.start(start, database, arguments)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.output())
                    .contains("AOT-processed SampleApplication")
                    .contains("customers: 0");
        }
    }

    private static List<String> with(Path classes) {
        List<String> all = new ArrayList<>(ApplicationProcess.classPath());
        all.addFirst(classes.toString());
        return all;
    }

    private static String path(List<String> entries) {
        return String.join(File.pathSeparator, entries);
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d"));
        arguments.addAll(List.of(classes.toString(), "-cp", path(with(classes))));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        }
        int result =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
    }

    @Test
    void anImageHoldsTheFoldersThatAreNamed() {
        RuntimeHints hints =
                hints(
                        "lifeguard.migrate.url=" + database.url(),
                        "lifeguard.migrate.locations=classpath:db/other,db/vendor/{vendor}");
        assertThat(resource("db/other/20240103000000_create_parcel.sql").test(hints)).isTrue();
        assertThat(resource("db/other/folder/deep/a.sql").test(hints)).isTrue();
        assertThat(resource("db/vendor/postgresql/a.sql").test(hints)).isTrue();
        assertThat(resource("db/migration/a.sql").test(hints)).isFalse();
    }

    @Test
    void anImageHoldsTheDefaultFolder() {
        RuntimeHints hints = hints("lifeguard.migrate.url=" + database.url());
        assertThat(resource("db/migration/a.sql").test(hints)).isTrue();
    }

    private static Predicate<RuntimeHints> resource(String path) {
        return RuntimeHintsPredicates.resource().forResource(path);
    }

    private static RuntimeHints hints(String... properties) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(properties).applyTo(context);
        context.register(Application.class);
        DefaultGenerationContext generation =
                new DefaultGenerationContext(
                        new ClassNameGenerator(ClassName.get(Application.class)),
                        new InMemoryGeneratedFiles());
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        return generation.getRuntimeHints();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        LifeguardMigrateAutoConfiguration.class
    })
    static class Application {}
}
