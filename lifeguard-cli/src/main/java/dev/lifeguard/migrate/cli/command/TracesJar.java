package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What knows other tools' traces, in the jar that the launcher leaves out where nobody names a
 * layout. All of it is used before it is closed, since its classes are loaded as they are needed.
 *
 * <p>A program without that jar is broken: it would not see that another tool applied the
 * migrations, so that is told, not passed over.
 */
final class TracesJar implements AutoCloseable {

    private static final String PACKAGE = "dev.lifeguard.migrate.layouts.traces.";

    private final ClassLoader loader;
    private final @Nullable URLClassLoader own;

    private TracesJar(ClassLoader loader, @Nullable URLClassLoader own) {
        this.loader = loader;
        this.own = own;
    }

    /**
     * That of the program, or of the jar beside the core's.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is in neither
     */
    static TracesJar open() {
        ClassLoader program = TracesJar.class.getClassLoader();
        if (program.getResource(PACKAGE.replace('.', '/') + "FileTraces.class") != null) {
            return new TracesJar(program, null);
        }
        URLClassLoader own = new URLClassLoader(jars(), program);
        return new TracesJar(own, own);
    }

    private static URL[] jars() {
        List<Path> folders = libraries();
        try {
            List<URL> jars = new ArrayList<>();
            for (Path folder : folders) {
                try (DirectoryStream<Path> found =
                        Files.newDirectoryStream(folder, "lifeguard-layouts-*.jar")) {
                    for (Path jar : found) {
                        jars.add(jar.toUri().toURL());
                    }
                }
            }
            if (jars.isEmpty()) {
                throw incomplete(
                        "there is no lifeguard-layouts-*.jar in %s".formatted(folders), null);
            }
            return jars.toArray(URL[]::new);
        } catch (IOException unreadable) {
            throw incomplete("lifeguard-layouts-*.jar cannot be looked for", unreadable);
        }
    }

    /** Where the core's jar is; a class that comes from an archive of the JVM's does not tell. */
    private static List<Path> libraries() {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .filter(jar -> jar.getFileName() != null)
                .filter(jar -> jar.getFileName().toString().startsWith("lifeguard-core"))
                .map(Path::getParent)
                .toList();
    }

    /** By the contract of FileTraces. */
    @SuppressWarnings("unchecked") // Its class is known by name alone.
    Function<Path, List<String>> fileTraces() {
        return (Function<Path, List<String>>) made("FileTraces", List.of());
    }

    /** By the contract of FirstRunCheck: a check of a plan, and what a status says beside it. */
    <T> T firstRunCheck(
            Class<T> type,
            BiFunction<Layout, ForeignHistory, ImportReport> comparison,
            String layout,
            String takeOver) {
        return type.cast(
                made(
                        "FirstRunCheck",
                        List.of(BiFunction.class, String.class, String.class),
                        comparison,
                        layout,
                        takeOver));
    }

    private Object made(String name, List<Class<?>> types, Object... arguments) {
        try {
            return loader.loadClass(PACKAGE + name)
                    .getConstructor(types.toArray(Class<?>[]::new))
                    .newInstance(arguments);
        } catch (ReflectiveOperationException other) {
            throw incomplete("its jars are not of one version", other);
        }
    }

    private static RuntimeException incomplete(String why, @Nullable Exception cause) {
        return Refused.because(
                "This program is not complete: %s. Install it again.".formatted(why), cause);
    }

    @Override
    public void close() {
        if (own == null) {
            return;
        }
        try {
            own.close();
        } catch (IOException left) {
            // The process is about to end, which closes it, too.
        }
    }
}
