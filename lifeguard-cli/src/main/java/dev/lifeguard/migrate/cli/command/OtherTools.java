package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What points to another tool where this project's own files or history were expected. What knows
 * other tools is loaded only then: the launcher leaves its jar out where nobody names a layout.
 */
final class OtherTools {

    static final String TAKE_OVER = "lifeguard-migrate import %s";

    private OtherTools() {}

    /** The error with the option that reads the files, where they are another tool's. */
    static ErrorDetail hinted(ErrorDetail error, List<ErrorDetail> problems, Settings settings) {
        List<ErrorDetail> all = new ArrayList<>(problems);
        all.add(error);
        return error.withMore(
                hintsOrFault(all, settings).stream()
                        .map(hint -> "\n" + hint)
                        .collect(Collectors.joining()));
    }

    /** A failure that is being told is not replaced by one of its hints. */
    private static List<String> hintsOrFault(List<ErrorDetail> problems, Settings settings) {
        try {
            return hints(problems, settings);
        } catch (ConfigurationException incomplete) {
            return List.of(incomplete.detail().message());
        }
    }

    /** What is worth a look beside a status: whose files they are, and whose history is there. */
    static List<String> warnings(Invocation invocation, MigrationStatus status) {
        List<String> warnings = new ArrayList<>(status.warnings());
        warnings.addAll(
                hints(
                        status.problems().stream().map(Problem::detail).toList(),
                        invocation.settings()));
        if (status.applied().isEmpty()) {
            warnings.addAll(new FirstRun(invocation).histories());
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
        try (TracesJar jar = TracesJar.open()) {
            List<String> seen = jar.fileTraces().apply(directory);
            return seen.size() > 1 ? Optional.of(hint(directory, seen)) : Optional.empty();
        }
    }

    private static String hint(Path directory, List<String> seen) {
        return "In \"%s\" %s. Another tool's files are read by %s."
                .formatted(
                        directory,
                        seen.getFirst(),
                        seen.stream()
                                .skip(1)
                                .map(layout -> "--layout " + layout)
                                .collect(Collectors.joining(" or ")));
    }
}
