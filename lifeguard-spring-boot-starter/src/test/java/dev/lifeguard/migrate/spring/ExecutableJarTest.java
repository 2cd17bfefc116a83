package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** The sample in one jar with its libraries inside, as Spring Boot's plugin for Maven makes it. */
final class ExecutableJarTest {

    private final Database database = TestPostgres.create();

    @TempDir private Path directory;

    @Test
    void migratesFromItsOwnClassesAndFromAJarInside() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path migrations = classes.resolve("db/migration");
        Files.createDirectories(migrations);
        Files.writeString(
                migrations.resolve("20240101000000_create_customer.sql"),
                "CREATE TABLE customer (id bigint);\n");
        Path application = directory.resolve("application.jar");
        try (JarOutputStream jar = jar(application)) {
            add(jar, classes);
            addSample(jar);
        }
        Path library = Files.createDirectories(directory.resolve("library/db/of_library"));
        Files.writeString(
                library.resolve("20240102000000_create_parcel.sql"),
                "CREATE TABLE parcel (id bigint);\n");
        try (JarOutputStream jar = jar(directory.resolve("library.jar"))) {
            add(jar, directory.resolve("library"));
        }
        Path executable = directory.resolve("executable.jar");
        repackage(application, executable);

        try (ApplicationProcess process =
                ApplicationProcess.start(
                        List.of("-jar", executable.toString()),
                        database,
                        "--lifeguard.migrate.locations=classpath:db/migration,classpath:db/of_library")) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.output()).contains("customers: 0");
        }
        assertThat(database.applied()).containsExactly("create_customer", "create_parcel");
    }

    private void repackage(Path application, Path executable) throws IOException {
        List<Library> libraries = new ArrayList<>();
        libraries.add(library(directory.resolve("library.jar").toFile()));
        int number = 0;
        for (String entry : ApplicationProcess.classPath()) {
            Path path = Path.of(entry);
            if (!Files.isDirectory(path)) {
                libraries.add(library(path.toFile()));
            } else if (!Files.exists(path.resolve("logback-test.xml"))) {
                Path jar = directory.resolve("module-%s.jar".formatted(number++));
                try (JarOutputStream opened = jar(jar)) {
                    add(opened, path);
                }
                libraries.add(library(jar.toFile()));
            }
        }
        Repackager repackager = new Repackager(application.toFile());
        repackager.setMainClass(ApplicationProcess.main());
        repackager.repackage(
                executable.toFile(),
                callback -> {
                    for (Library library : libraries) {
                        callback.library(library);
                    }
                });
    }

    private static Library library(File file) {
        return new Library(file, LibraryScope.COMPILE);
    }

    private static JarOutputStream jar(Path path) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        OutputStream file = Files.newOutputStream(path);
        return new JarOutputStream(file, manifest);
    }

    private static void addSample(JarOutputStream jar) throws IOException {
        for (String entry : ApplicationProcess.classPath()) {
            Path sample = Path.of(entry, "dev/lifeguard/migrate/spring/sample");
            if (Files.isDirectory(sample)) {
                add(jar, Path.of(entry), sample);
            }
        }
    }

    private static void add(JarOutputStream jar, Path root) throws IOException {
        add(jar, root, root);
    }

    private static void add(JarOutputStream jar, Path root, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString().replace(File.separatorChar, '/');
            if (!name.equals("META-INF/MANIFEST.MF")) {
                jar.putNextEntry(new JarEntry(name));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }
}
