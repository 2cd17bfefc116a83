package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.facts.FactsReader;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What points to another tool where this project's own files or history were expected. What knows
 * other tools is loaded only then: the launcher leaves its jar out where nobody names a layout.
 */
final class OtherTools {

    static final String TAKE_OVER = "lifeguard-migrate import %s";

    /** For the name of the tool's layout. */
    private static final String TAKEN_OVER =
            "What is applied was taken over from %1$s, whose files --layout %1$s reads.";

    private static final String OTHER_LAYOUT =
            "What is applied has versions as another tool's files have them. Name whose they are:"
                    + " --layout NAME.";

    /** What files are said to be, or to be missing, that another layout would read. */
    private static final Set<ErrorKind> UNREAD =
            Set.of(
                    ErrorKind.INVALID_NAME,
                    ErrorKind.INVALID_SCRIPT,
                    ErrorKind.MISSING_MIGRATION,
                    ErrorKind.DUPLICATE_VERSION);

    private OtherTools() {}

    /** The error with the option that reads the files, where they are another tool's. */
    static ErrorDetail hinted(
            ErrorDetail error,
            List<ErrorDetail> problems,
            Optional<MigrationStatus> status,
            Invocation invocation) {
        List<ErrorDetail> all = new ArrayList<>(problems);
        all.add(error);
        List<String> takenOver =
                status.map(now -> takenOver(all, now, invocation)).orElse(List.of());
        List<String> told =
                takenOver.isEmpty() ? hintsOrFault(all, invocation.settings()) : takenOver;
        if (told.isEmpty()) {
            told = status.map(now -> otherLayout(all, now, invocation)).orElse(List.of());
        }
        return error.withMore(told.stream().map(hint -> "\n" + hint).collect(Collectors.joining()));
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
        List<ErrorDetail> problems = status.problems().stream().map(Problem::detail).toList();
        List<String> told = takenOver(problems, status, invocation);
        if (told.isEmpty()) {
            told = hints(problems, invocation.settings());
        }
        warnings.addAll(told.isEmpty() ? otherLayout(problems, status, invocation) : told);
        if (status.applied().isEmpty()) {
            warnings.addAll(new FirstRun(invocation).histories());
        }
        return warnings;
    }

    /** Whose files are meant by what is applied, where another layout reads them. */
    private static List<String> takenOver(
            List<ErrorDetail> problems, MigrationStatus status, Invocation invocation) {
        if (!areUnread(problems) || status.applied().isEmpty()) {
            return List.of();
        }
        try {
            return origins(invocation).values().stream()
                    .distinct()
                    .sorted()
                    .filter(tool -> !tool.equals(invocation.settings().layoutName()))
                    .filter(tool -> !isConverted(invocation.settings()))
                    .map(TAKEN_OVER::formatted)
                    .toList();
        } catch (LifeguardException unknown) {
            // What is being told does not depend on it.
            return List.of();
        }
    }

    private static boolean areUnread(List<ErrorDetail> problems) {
        return problems.stream().map(ErrorDetail::kind).anyMatch(UNREAD::contains);
    }

    /** Of what was applied here with a layout that is not set now. */
    private static List<String> otherLayout(
            List<ErrorDetail> problems, MigrationStatus status, Invocation invocation) {
        Settings settings = invocation.settings();
        boolean other =
                settings.layout().equals(Layout.own())
                        && !isConverted(settings)
                        && status.applied().stream().anyMatch(row -> row.version().label() != null);
        return other && areUnread(problems) ? List.of(OTHER_LAYOUT) : List.of();
    }

    /** From which tool a row was taken over, by the number of its version. */
    static Map<Long, String> origins(Invocation invocation) {
        return new FactsReader(invocation.database().dataSource(), invocation.settings().table())
                .origins();
    }

    private static boolean isConverted(Settings settings) {
        return settings.migrations().stream().anyMatch(ConvertedDirectory::isConverted);
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
