package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.Layout;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What points to another tool where this project's own files or history were expected. What knows
 * other tools is loaded only then: the launcher leaves its jar out where nobody names a layout.
 */
final class OtherTools {

    private static final String PACKAGE = "dev.lifeguard.migrate.layouts.traces.";
    static final String TAKE_OVER = "lifeguard-migrate import %s";

    private OtherTools() {}

    /** The error with the option that reads the files, where they are another tool's. */
    static ErrorDetail hinted(ErrorDetail error, List<ErrorDetail> problems, Settings settings) {
        List<ErrorDetail> all = new ArrayList<>(problems);
        all.add(error);
        return error.withMore(
                hints(all, settings).stream()
                        .map(hint -> "\n" + hint)
                        .collect(Collectors.joining()));
    }

    /** What is worth a look beside a status: whose files they are, and whose history is there. */
    static List<String> warnings(Invocation invocation, MigrationStatus status) {
        List<String> warnings = new ArrayList<>(status.warnings());
        warnings.addAll(
                hints(
                        status.problems().stream().map(Problem::detail).toList(),
                        invocation.settings()));
        if (status.applied().isEmpty()) {
            warnings.addAll(histories(invocation));
        }
        return warnings;
    }

    private static List<String> hints(List<ErrorDetail> problems, Settings settings) {
        boolean own = settings.layout().equals(Layout.own());
        boolean unread =
                problems.stream()
                        .map(ErrorDetail::kind)
                        .anyMatch(
                                kind ->
                                        kind == ErrorKind.INVALID_NAME
                                                || kind == ErrorKind.INVALID_SCRIPT);
        return own && unread
                ? settings.migrations().stream().flatMap(it -> hint(it).stream()).toList()
                : List.of();
    }

    /** Whose files a directory holds; empty where they may well be this project's own. */
    static Optional<String> hint(Path directory) {
        return function("FileTraces")
                .map(traces -> seen(traces, directory))
                .filter(seen -> seen.size() > 1)
                .map(
                        seen ->
                                "In \"%s\" %s. Another tool's files are read by %s."
                                        .formatted(
                                                directory,
                                                seen.getFirst(),
                                                seen.stream()
                                                        .skip(1)
                                                        .map(layout -> "--layout " + layout)
                                                        .collect(Collectors.joining(" or "))));
    }

    @SuppressWarnings("unchecked") // By the contract of FileTraces.
    private static List<String> seen(Function<?, ?> traces, Path directory) {
        return ((Function<Path, List<String>>) traces).apply(directory);
    }

    @SuppressWarnings("unchecked") // By the contract of FirstRunCheck.
    private static List<String> histories(Invocation invocation) {
        return new FirstRun(invocation)
                .made(Supplier.class)
                .map(check -> ((Supplier<List<String>>) check).get())
                .orElse(List.of());
    }

    private static Optional<Function<?, ?>> function(String name) {
        return made(Function.class, name).map(made -> (Function<?, ?>) made);
    }

    static <T> Optional<T> made(Class<T> type, String name, Object... arguments) {
        try {
            Object made =
                    loader().loadClass(PACKAGE + name).getConstructors()[0].newInstance(arguments);
            return Optional.of(type.cast(made));
        } catch (ReflectiveOperationException | IOException notThere) {
            return Optional.empty();
        }
    }

    /** That of the program, or one that has the jar beside the core's too. */
    private static ClassLoader loader() throws IOException {
        ClassLoader program = OtherTools.class.getClassLoader();
        if (program.getResource(PACKAGE.replace('.', '/') + "FileTraces.class") != null) {
            return program;
        }
        List<URL> jars = new ArrayList<>();
        for (Path folder : libraries()) {
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(folder, "lifeguard-layouts-*.jar")) {
                for (Path jar : found) {
                    jars.add(jar.toUri().toURL());
                }
            }
        }
        return new URLClassLoader(jars.toArray(URL[]::new), program);
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
}
