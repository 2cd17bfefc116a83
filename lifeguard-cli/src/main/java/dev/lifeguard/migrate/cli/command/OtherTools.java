package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.Layout;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    @SuppressWarnings("unchecked") // By the contract of TableTraces.
    private static List<String> histories(Invocation invocation) {
        Optional<Function<?, ?>> traces = function("TableTraces");
        if (traces.isEmpty()) {
            return List.of();
        }
        try (Connection connection = invocation.database().dataSource().getConnection()) {
            return ((Function<Connection, List<List<String>>>) traces.get())
                    .apply(connection).stream()
                            .map(
                                    told ->
                                            "%s holds what %s applied to this database. To go on"
                                                            .formatted(told.get(1), told.get(0))
                                                    + " from there: "
                                                    + TAKE_OVER.formatted(told.get(0))
                                                    + ".")
                            .toList();
        } catch (SQLException unreachable) {
            return List.of();
        }
    }

    private static Optional<Function<?, ?>> function(String name) {
        return made(Function.class, name).map(made -> (Function<?, ?>) made);
    }

    static <T> Optional<T> made(Class<T> type, String name, Object... arguments) {
        try {
            Object made =
                    loader().loadClass(PACKAGE + name).getConstructors()[0].newInstance(arguments);
            return Optional.of(type.cast(made));
        } catch (ReflectiveOperationException | IOException | URISyntaxException notThere) {
            return Optional.empty();
        }
    }

    /** That of the program, or one that has the jar beside the core's too. */
    private static ClassLoader loader() throws IOException, URISyntaxException {
        ClassLoader program = OtherTools.class.getClassLoader();
        if (program.getResource(PACKAGE.replace('.', '/') + "FileTraces.class") != null) {
            return program;
        }
        URI core = Migrator.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path folder = Path.of(core).getParent();
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(folder, "lifeguard-layouts-*.jar")) {
            for (Path jar : found) {
                jars.add(jar.toUri().toURL());
            }
        }
        Collections.sort(jars, (one, other) -> one.getPath().compareTo(other.getPath()));
        return new URLClassLoader(jars.toArray(URL[]::new), program);
    }
}
