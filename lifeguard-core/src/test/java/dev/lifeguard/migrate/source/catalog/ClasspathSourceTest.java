package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClasspathSourceTest {

    @TempDir private Path temporary;

    @Test
    void listsAFolderOfADirectory() throws IOException {
        write("classes/db/migration/20260101120000_a.sql");
        write("classes/db/migration/folder/20260101120001_b.sql");
        write("classes/db/other/20260101120002_c.sql");

        assertThat(files("db/migration", "classes"))
                .containsExactlyInAnyOrder(
                        "20260101120000_a.sql: -- classes/db/migration/20260101120000_a.sql",
                        "folder/20260101120001_b.sql:"
                                + " -- classes/db/migration/folder/20260101120001_b.sql");
    }

    @Test
    void listsADirectoryWithBlanksInItsPath() throws IOException {
        write("my classes + 100%/db/20260101120000_a.sql");

        assertThat(files("db", "my classes + 100%"))
                .containsExactly(
                        "20260101120000_a.sql: -- my classes + 100%/db/20260101120000_a.sql");
    }

    @Test
    void listsAFolderOfAJar() throws IOException {
        jar(
                "app.jar",
                "db/",
                "db/migration/",
                "db/migration/20260101120000_a.sql",
                "db/migration/folder/",
                "db/migration/folder/20260101120001_b.sql",
                "db/migration/README.md",
                "db/migrations/20260101120002_c.sql",
                "20260101120003_d.sql");

        assertThat(files("db/migration", "app.jar"))
                .containsExactlyInAnyOrder(
                        "20260101120000_a.sql: -- db/migration/20260101120000_a.sql",
                        "folder/20260101120001_b.sql:"
                                + " -- db/migration/folder/20260101120001_b.sql");
    }

    @Test
    void listsAJarWithBlanksInItsPathAndItsNames() throws IOException {
        jar(
                "my app + 100% größe.jar",
                "my db/", "my db/20260101120000_größe.sql", "my db/a b+c%20#d.sql");

        assertThat(files("my db", "my app + 100% größe.jar"))
                .containsExactlyInAnyOrder(
                        "20260101120000_größe.sql: -- my db/20260101120000_größe.sql",
                        "a b+c%20#d.sql: -- my db/a b+c%20#d.sql");
    }

    @Test
    void readsFilesThatAreTooLargeToBeKept() throws IOException {
        String rows = "-- 0123456789\n".repeat(700_000);
        try (OutputStream file = Files.newOutputStream(temporary.resolve("my app #1.jar"));
                JarOutputStream archive = new JarOutputStream(file)) {
            archive.putNextEntry(new JarEntry("my db/"));
            for (String name : List.of("a b+c%20#1.sql", "a b+c%20#2.sql")) {
                archive.putNextEntry(new JarEntry("my db/" + name));
                archive.write((name + rows).getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(files("my db", "my app #1.jar"))
                .containsExactlyInAnyOrder(
                        "a b+c%20#1.sql: a b+c%20#1.sql" + rows,
                        "a b+c%20#2.sql: a b+c%20#2.sql" + rows);
    }

    @Test
    void leavesHiddenFilesAndFoldersOfAJarOut() throws IOException {
        jar(
                "app.jar",
                "db/",
                "db/.20260101120000_a.sql",
                "db/.old/20260101120001_b.sql",
                "db/folder/.old/20260101120002_c.sql",
                "db/20260101120003_d.sql");

        assertThat(files("db", "app.jar"))
                .containsExactly("20260101120003_d.sql: -- db/20260101120003_d.sql");
    }

    @Test
    void listsTheFolderOfEveryJarAndDirectory() throws IOException {
        jar("one.jar", "db/", "db/20260101120000_a.sql");
        jar("two.jar", "db/", "db/20260101120001_b.sql");
        write("classes/db/20260101120002_c.sql");

        assertThat(files("db", "one.jar", "two.jar", "classes"))
                .containsExactlyInAnyOrder(
                        "20260101120000_a.sql: -- db/20260101120000_a.sql",
                        "20260101120001_b.sql: -- db/20260101120001_b.sql",
                        "20260101120002_c.sql: -- classes/db/20260101120002_c.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/migration", "/db/migration", "db/migration/", "/db/migration/"})
    void takesALocationWithAndWithoutSlashesAtItsEnds(String location) throws IOException {
        jar("app.jar", "db/", "db/migration/", "db/migration/20260101120000_a.sql");

        assertThat(files(location, "app.jar"))
                .containsExactly("20260101120000_a.sql: -- db/migration/20260101120000_a.sql");
    }

    @Test
    void namesTheJarsOfADuplicate() throws IOException {
        Path one = jar("one.jar", "db/", "db/20260101120000_a.sql");
        Path two = jar("two.jar", "db/", "db/20260101120000_a.sql");
        URL[] urls = {one.toUri().toURL(), two.toUri().toURL()};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            thread.setContextClassLoader(loader);

            MigrationCatalog catalog =
                    MigrationCatalog.of(List.of(MigrationSource.classpath("db")));

            assertThat(catalog.rejected())
                    .singleElement()
                    .extracting(ErrorDetail::message)
                    .isEqualTo(
                            ("The version 20260101120000 stands twice: \"20260101120000_a.sql\" in"
                                 + " the jar \"%s\" and \"20260101120000_a.sql\" in the jar \"%s\"."
                                 + " Both say the same. Where a directory is named twice, or lies"
                                 + " in another one, leave it out; else delete one of the files.")
                                    .formatted(urls[0], urls[1]));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void leavesTheJarFree() throws IOException {
        Path jar = jar("app.jar", "db/", "db/20260101120000_a.sql");
        files("db", "app.jar");
        jar("app.jar", "db/", "db/20260101120001_b.sql");

        assertThat(files("db", "app.jar"))
                .as("the entries of %s after it was written anew", jar)
                .containsExactly("20260101120001_b.sql: -- db/20260101120001_b.sql");
    }

    @Test
    void listsJarsWithoutEntriesForFolders() throws IOException {
        jar(
                "one.jar",
                "META-INF/MANIFEST.MF",
                "db/20260101120000_a.sql",
                "db/b/20260101120001_b.sql");
        jar(
                "two.jar",
                "META-INF/MANIFEST.MF",
                "db/20260101120002_c.sql",
                "dbx/20260101120003_d.sql");
        jar("none.jar", "META-INF/MANIFEST.MF", "x.class");
        write("classes/META-INF/MANIFEST.MF");

        assertThat(files("db", "one.jar", "none.jar", "classes", "two.jar"))
                .containsExactlyInAnyOrder(
                        "20260101120000_a.sql: -- db/20260101120000_a.sql",
                        "b/20260101120001_b.sql: -- db/b/20260101120001_b.sql",
                        "20260101120002_c.sql: -- db/20260101120002_c.sql");
    }

    @Test
    void listsJarsWithoutEntriesForFoldersBesideADirectory() throws IOException {
        jar("one.jar", "META-INF/MANIFEST.MF", "db/20260101120000_a.sql");
        jar("two.jar", "db/", "META-INF/MANIFEST.MF", "db/20260101120001_b.sql");
        write("classes/db/20260101120002_c.sql");

        assertThat(files("db", "classes", "two.jar", "one.jar"))
                .containsExactlyInAnyOrder(
                        "20260101120000_a.sql: -- db/20260101120000_a.sql",
                        "20260101120001_b.sql: -- db/20260101120001_b.sql",
                        "20260101120002_c.sql: -- classes/db/20260101120002_c.sql");
    }

    @Test
    void isNotHiddenByAnEmptyFolder() throws IOException {
        jar("one.jar", "META-INF/MANIFEST.MF", "db/20260101120000_a.sql");
        Files.createDirectories(temporary.resolve("classes/db"));

        assertThat(files("db", "classes", "one.jar"))
                .containsExactly("20260101120000_a.sql: -- db/20260101120000_a.sql");
    }

    @Test
    void isFoundByThisLibrarysOwnLoaderWhereTheThreadsDoesNotSeeIt() throws IOException {
        String location = "dev/lifeguard/migrate/source/catalog/on_the_class_path";

        assertThat(files(location, ClassLoader.getPlatformClassLoader()))
                .containsExactly("20260101120000_a.sql: CREATE TABLE a (id bigint);\n");
    }

    @Test
    void opensAJarAsItsLoaderDoes() throws IOException {
        String rows = "-- 0123456789\n".repeat(700_000);
        Path jar = temporary.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file)) {
            archive.putNextEntry(new JarEntry("db/"));
            archive.putNextEntry(new JarEntry("db/20260101120000_a.sql"));
            archive.write(rows.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(files("db", new NestedJarLoader(jar)))
                .containsExactly("20260101120000_a.sql: " + rows);
    }

    @Test
    void listsAFolderOfANativeImage() throws IOException {
        Path image =
                jar(
                        "image.jar",
                        "db/",
                        "db/migration/",
                        "db/migration/20260101120000_a.sql",
                        "db/migration/folder/",
                        "db/migration/folder/20260101120001_b.sql",
                        "db/other.txt");
        ImageFileSystemProvider.image(image);
        URL folder = URL.of(URI.create("resource:/db/migration"), new Unopened());
        ClassLoader loader =
                new ClassLoader(null) {
                    @Override
                    protected Enumeration<URL> findResources(String name) {
                        return name.equals("db/migration")
                                ? Collections.enumeration(List.of(folder, folder))
                                : Collections.emptyEnumeration();
                    }
                };
        String[] expected = {
            "20260101120000_a.sql: -- db/migration/20260101120000_a.sql",
            "folder/20260101120001_b.sql: -- db/migration/folder/20260101120001_b.sql"
        };

        assertThat(files("db/migration", loader)).containsExactlyInAnyOrder(expected);
        assertThat(files("db/migration", loader)).containsExactlyInAnyOrder(expected);
    }

    /** No file of an image is opened by its URL here. */
    private static final class Unopened extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException(url + " is not opened");
        }
    }

    @Test
    void refusesALocationThatIsMissing() throws IOException {
        jar("app.jar", "db/", "db/20260101120000_a.sql");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> files("db/migration", "app.jar"))
                .withMessage(
                        "LG-102 The class path location \"db/migration\" is not on the class"
                                + " path. Check its spelling and the jar.")
                .extracting(ConfigurationException::kind)
                .isEqualTo(ErrorKind.FILE_NOT_FOUND);
    }

    @Test
    void refusesALocationThatIsAFile() throws IOException {
        Path file = write("classes/db/20260101120000_a.sql");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> files("db/20260101120000_a.sql", "classes"))
                .withMessage(
                        "LG-102 The migrations directory \"%s\" is not a directory. Name the"
                                + " directory that holds the files.",
                        file);
    }

    @Test
    void refusesALocationThatCannotBeListed() throws IOException {
        URL remote = URI.create("http://localhost/db").toURL();
        ClassLoader loader =
                new ClassLoader(null) {
                    @Override
                    protected Enumeration<URL> findResources(String name) {
                        return Collections.enumeration(List.of(remote));
                    }
                };

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> files("db", loader))
                .withMessage(
                        "LG-102 The class path location \"db\" is at \"http://localhost/db\", and"
                                + " files behind \"http:\" cannot be listed.");
    }

    @Test
    void isFoundByThisLibrarysOwnLoaderWhereTheThreadHasNone() throws IOException {
        String location = "dev/lifeguard/migrate/source/catalog/on_the_class_path";

        assertThat(files(location, (ClassLoader) null))
                .containsExactly("20260101120000_a.sql: CREATE TABLE a (id bigint);\n");
    }

    @Test
    void isCalledByItsLocation() {
        assertThat(MigrationSource.classpath("/db/migration/").description())
                .isEqualTo("classpath db/migration");
    }

    private Path write(String relative) throws IOException {
        Path file = temporary.resolve(relative);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "-- " + relative);
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = temporary.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file)) {
            for (String entry : entries) {
                archive.putNextEntry(new JarEntry(entry));
                if (!entry.endsWith("/")) {
                    archive.write(("-- " + entry).getBytes(StandardCharsets.UTF_8));
                }
                archive.closeEntry();
            }
        }
        return jar;
    }

    /** Each file's name and text, with the given jars and directories as the class path. */
    private List<String> files(String location, String... classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String element : classPath) {
            urls.add(temporary.resolve(element).toUri().toURL());
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            return files(location, loader);
        }
    }

    private static List<String> files(String location, @Nullable ClassLoader loader)
            throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return texts(MigrationSource.classpath(location).files());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> texts(List<MigrationFile> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (MigrationFile file : files) {
            try (InputStream stream = file.open()) {
                String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                texts.add(file.name() + ": " + text);
            }
        }
        return texts;
    }
}
