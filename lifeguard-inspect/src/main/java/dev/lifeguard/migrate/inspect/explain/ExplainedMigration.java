package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which migration is to be explained.
 *
 * @param wanted whether a step is that one
 * @param file what its file is called; empty where that is as the directory has it
 * @param extra the file itself, where it is not in the directory
 */
public record ExplainedMigration(
        Predicate<PlanStep> wanted, Optional<String> file, Optional<LooseFile> extra) {

    /** Where migrations are looked for. */
    public interface Surroundings {

        /** Their directories. */
        List<Path> directories();

        /** How their files are named. */
        Layout layout();

        /** All of them. */
        MigrationCatalog catalog();

        /** Reads a version as it is typed. */
        MigrationVersion version(String typed);
    }

    /** The migration that a version or a file names. */
    public static ExplainedMigration of(String named, Surroundings where) {
        Optional<Path> path = path(named);
        if (path.isEmpty()) {
            MigrationVersion version = where.version(named);
            return new ExplainedMigration(
                    step -> step.version().equals(version), Optional.empty(), Optional.empty());
        }
        return ofFile(named, path.get(), where);
    }

    /** A text is a path where there is such a file, or where it can be nothing else. */
    private static Optional<Path> path(String named) {
        try {
            Path path = Path.of(named);
            boolean looksLikeOne =
                    named.contains("/")
                            || named.contains(File.separator)
                            || named.endsWith(".sql")
                            || named.endsWith(".java");
            return Files.isRegularFile(path) || looksLikeOne ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    private static ExplainedMigration ofFile(String named, Path path, Surroundings where) {
        try {
            Path real = path.toRealPath();
            for (Path directory : where.directories()) {
                Optional<String> relative = within(directory, real);
                if (relative.filter(where.layout()::concerns).isPresent()) {
                    return new ExplainedMigration(
                            step -> step.fileName().equals(relative.get()),
                            Optional.of(named),
                            Optional.empty());
                }
            }
            LooseFile loose = loose(path, where);
            return new ExplainedMigration(
                    step -> step.fileName().equals(loose.name()),
                    Optional.of(named),
                    Optional.of(loose));
        } catch (IOException unreadable) {
            throw Refused.because(
                    "The file cannot be read: %s.".formatted(FaultText.of(unreadable)), unreadable);
        }
    }

    private static Optional<String> within(Path directory, Path file) throws IOException {
        if (!Files.isDirectory(directory) || !file.startsWith(directory.toRealPath())) {
            return Optional.empty();
        }
        Path relative = directory.toRealPath().relativize(file);
        return Optional.of(relative.toString().replace(File.separatorChar, '/'));
    }

    private static LooseFile loose(Path path, Surroundings where) {
        Layout layout = where.layout();
        String name = path.getFileName().toString();
        boolean fits = !layout.equals(Layout.own()) || hasOwnVersion(name, where);
        return new LooseFile(path, fits ? name : last(name), layout);
    }

    /** Whether its name is one of this project's own layout, with a version that no other has. */
    private static boolean hasOwnVersion(String name, Surroundings where) {
        if (!name.matches("\\d{14}_[A-Za-z0-9_.-]+\\.sql")) {
            return false;
        }
        try {
            MigrationVersion version = MigrationVersion.parse(name.substring(0, 14));
            return where.catalog().find(version.number()).isEmpty();
        } catch (IllegalArgumentException noTime) {
            return false;
        }
    }

    private static String last(String name) {
        String ending = name.endsWith(".java") ? ".java" : ".sql";
        String plain = name.replaceFirst("\\.(up\\.)?(sql|java)$", "");
        String words = plain.replaceAll("[^A-Za-z0-9_-]+", "_").replaceFirst("^[0-9_]+", "");
        String begin = ending.equals(".java") ? "m" + LooseFile.LAST : "" + LooseFile.LAST;
        return "%s_%s%s".formatted(begin, words.isEmpty() ? "file" : words, ending);
    }
}
