package dev.lifeguard.migrate.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.HookScript;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationIndexerTest {

    private static final String SOURCE =
            """
            package app;
            import dev.lifeguard.migrate.schema.Migration;
            import dev.lifeguard.migrate.schema.SchemaManager;
            public final class CreateUsers implements Migration {
                public long version() { return 20240120120000L; }
                public String name() { return "create_users"; }
                public void up(SchemaManager schema) { schema.execute("%s"); }
                public void down(SchemaManager schema) {}
                public abstract static class NoMigration implements Migration {}
            }
            """;

    @TempDir private Path directory;

    @Test
    void listsClassesAndFilesWithTheChecksumsOfTheirSources() throws IOException {
        Files.createDirectories(directory.resolve("sql/later"));
        Files.writeString(directory.resolve("sql/20240101000000_a.sql"), "SELECT 1;\n");
        Files.writeString(directory.resolve("sql/later/20240301000000_b.sql"), "SELECT 2;\n");
        Path classes = compile("SELECT 3");

        assertThat(Files.readString(classes.resolve("META-INF/lifeguard/migrations")))
                .isEqualTo(
                        """
                        %s  class:app.CreateUsers
                        b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd  \
                        file:db/migration/20240101000000_a.sql
                        %s  file:db/migration/later/20240301000000_b.sql
                        %s  folder:db/migration
                        """
                                .formatted(
                                        sha256("SELECT 3"),
                                        sha256OfFile("sql/later/20240301000000_b.sql"),
                                        "0".repeat(64)));
    }

    @Test
    void givesACatalogThatNothingHasToBeSearchedFor() throws IOException {
        Files.createDirectories(directory.resolve("sql"));
        Files.writeString(directory.resolve("sql/20240101000000_a.sql"), "SELECT 1;\n");
        Path classes = compile("SELECT 3");
        Files.createDirectories(classes.resolve("db/migration"));
        Files.copy(
                directory.resolve("sql/20240101000000_a.sql"),
                classes.resolve("db/migration/20240101000000_a.sql"));

        try (URLClassLoader loader = loader(classes)) {
            MigrationCatalog catalog =
                    MigrationCatalog.of(List.of(MigrationSource.indexed(loader)));

            assertThat(catalog.rejected()).isEmpty();
            assertThat(catalog.scripts())
                    .map(Script::label)
                    .containsExactly("20240101000000 a", "20240120120000 create_users");
            assertThat(catalog.find(20240120120000L).orElseThrow().checksum().hex())
                    .isEqualTo(sha256("SELECT 3"));
        }
    }

    @Test
    void listsWhatADirectoryWouldBeListedWith() throws IOException {
        Files.createDirectories(directory.resolve("sql/.old"));
        Files.createDirectories(directory.resolve("elsewhere"));
        Files.writeString(directory.resolve("sql/.20240101000000_a.sql"), "");
        Files.writeString(directory.resolve("sql/.old/20240101000001_b.sql"), "");
        Files.writeString(directory.resolve("sql/20240101000002_c.SQL"), "");
        Files.writeString(directory.resolve("elsewhere/20240101000003_d.sql"), "");
        Files.createSymbolicLink(
                directory.resolve("sql/linked"), directory.resolve("elsewhere").toAbsolutePath());

        assertThat(Files.readAllLines(compile("1").resolve("META-INF/lifeguard/migrations")))
                .map(line -> line.substring(66))
                .containsExactly(
                        "class:app.CreateUsers",
                        "file:db/migration/20240101000002_c.SQL",
                        "file:db/migration/linked/20240101000003_d.sql",
                        "folder:db/migration");
    }

    @Test
    void filesThatCameSinceTheCompilerRanAreNoticed() throws IOException {
        Files.createDirectories(directory.resolve("sql"));
        Path classes = compile("SELECT 3");
        Files.createDirectories(classes.resolve("db/migration/later"));
        Files.writeString(classes.resolve("db/migration/later/20240301000000_b.sql"), "SELECT 2");
        Path jar = directory.resolve("app.jar");
        jar(classes, jar);

        for (Path place : List.of(classes, jar)) {
            try (URLClassLoader loader = loader(place)) {
                assertThat(MigrationCatalog.of(List.of(MigrationSource.indexed(loader))).scripts())
                        .map(Script::label)
                        .containsExactly("20240120120000 create_users", "20240301000000 b");
            }
        }
    }

    @Test
    void aHookIsInTheFolderItselfAndNotBelowIt() throws IOException {
        Files.createDirectories(directory.resolve("sql/sub"));
        Files.writeString(directory.resolve("sql/before_up.sql"), "SELECT 1;");
        Files.writeString(directory.resolve("sql/r_views.sql"), "SELECT 1;");
        Files.writeString(directory.resolve("sql/sub/after_up.sql"), "SELECT 1;");
        Path classes = compile("1");
        for (String name : List.of("before_up.sql", "r_views.sql", "sub/after_up.sql")) {
            Path copy = classes.resolve("db/migration/" + name);
            Files.createDirectories(copy.getParent());
            Files.copy(directory.resolve("sql/" + name), copy);
        }

        try (URLClassLoader loader = loader(classes)) {
            MigrationCatalog catalog =
                    MigrationCatalog.of(List.of(MigrationSource.indexed(loader)));

            assertThat(catalog.hooks())
                    .map(hook -> hook.script().fileName())
                    .containsExactly("db/migration/before_up.sql");
            assertThat(catalog.repeatables()).map(Script::label).containsExactly("r_views");
            assertThat(catalog.rejected())
                    .map(detail -> detail.file())
                    .containsExactly("db/migration/sub/after_up.sql");
        }
    }

    @Test
    void knowsWhatConvertedFilesWereCalled() throws IOException {
        String name = "lifeguard-converted.tsv";
        String line = "20000101000001\t1\t%s\t%s\t1\n".formatted("a".repeat(64), "b".repeat(64));
        Files.createDirectories(directory.resolve("sql"));
        Files.writeString(directory.resolve("sql").resolve(name), line);
        Path classes = compile("1");
        Files.createDirectories(classes.resolve("db/migration"));
        Files.writeString(classes.resolve("db/migration").resolve(name), line);
        Path jar = directory.resolve("app.jar");
        jar(classes, jar);

        assertThat(Files.readString(classes.resolve("META-INF/lifeguard/migrations")))
                .contains("file:db/migration/" + name);
        for (Path place : List.of(classes, jar)) {
            try (URLClassLoader loader = loader(place)) {
                MigrationCatalog catalog =
                        MigrationCatalog.of(List.of(MigrationSource.indexed(loader)));

                assertThat(catalog.former().find(1)).isPresent();
                assertThat(catalog.rejected()).isEmpty();
            }
        }
    }

    @Test
    void twoJarsMayHaveAHookOfOneName() throws IOException {
        Files.createDirectories(directory.resolve("sql"));
        List<URL> jars = new ArrayList<>();
        for (String text : List.of("SELECT 1;", "SELECT 2;", "SELECT 1;")) {
            Files.writeString(directory.resolve("sql/before_up.sql"), text);
            Path classes = compile("1");
            Path copy = classes.resolve("db/migration/before_up.sql");
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, text);
            Path jar = directory.resolve("app%s.jar".formatted(jars.size()));
            jar(classes, jar);
            jars.add(jar.toUri().toURL());
        }

        try (URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new))) {
            MigrationCatalog catalog =
                    MigrationCatalog.of(List.of(MigrationSource.indexed(loader)));

            assertThat(catalog.rejected()).isEmpty();
            assertThat(catalog.hooks()).map(HookScript::source).doesNotHaveDuplicates().hasSize(2);
        }
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (JarOutputStream archive = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                archive.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                archive.write(Files.readAllBytes(file));
            }
        }
    }

    private static URLClassLoader loader(Path classes) throws IOException {
        return new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, Migration.class.getClassLoader());
    }

    private String sha256(String statement) throws IOException {
        Path file = directory.resolve("expected");
        Files.writeString(file, SOURCE.formatted(statement));
        return sha256OfFile("expected");
    }

    private String sha256OfFile(String name) throws IOException {
        return Sha256.of(Files.readAllBytes(directory.resolve(name)));
    }

    private Path compile(String statement) throws IOException {
        Path source = directory.resolve("src/app/CreateUsers.java");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE.formatted(statement));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(
                            null,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-Alifeguard.migrations=" + directory.resolve("sql")),
                            null,
                            files.getJavaFileObjects(source));
            task.setProcessors(List.of(new MigrationIndexer()));
            assertThat(task.call()).isTrue();
        }
        return classes;
    }
}
