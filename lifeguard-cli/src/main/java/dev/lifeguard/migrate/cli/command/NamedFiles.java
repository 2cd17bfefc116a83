package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.lint.FilePlaces;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.lint.LintScope;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that were named: those of the migrations directories, and others.
 *
 * @param catalog all migrations, the other files too
 * @param names what they are called there
 * @param directories the migrations directories that are there; where none is, one without files
 * @param sources those and the other files
 */
record NamedFiles(
        MigrationCatalog catalog,
        Set<String> names,
        FilePlaces places,
        List<MigrationSource> directories,
        List<MigrationSource> sources) {

    /** Copies the lists. */
    NamedFiles {
        directories = List.copyOf(directories);
        sources = List.copyOf(sources);
    }

    /**
     * Finds them.
     *
     * @throws ConfigurationException when one of them is not there, or no migration of its
     *     directory
     */
    static NamedFiles of(List<String> texts, Invocation invocation) {
        Settings settings = invocation.settings();
        Map<Path, Path> folders = folders(settings.migrations());
        Map<String, Path> inside = new LinkedHashMap<>();
        List<Path> outside = new ArrayList<>();
        for (String text : texts) {
            Path path = path(text);
            Optional<String> relative = relative(real(path), folders);
            relative.ifPresentOrElse(name -> inside.put(name, path), () -> outside.add(path));
        }
        List<MigrationSource> sources = new ArrayList<>();
        folders.values()
                .forEach(
                        folder ->
                                sources.add(ConvertedDirectory.source(folder, settings.layout())));
        List<MigrationSource> directories =
                sources.isEmpty()
                        ? List.of(LooseFiles.of(List.of(), settings.layout(), Set.of()))
                        : List.copyOf(sources);
        MigrationCatalog directory = catalog(sources, settings);
        requireMigrations(inside, directory);
        LooseFiles loose = LooseFiles.of(outside, settings.layout(), versions(directory));
        sources.add(loose);
        Set<String> names = new HashSet<>(inside.keySet());
        names.addAll(loose.paths().keySet());
        return new NamedFiles(
                outside.isEmpty() ? directory : catalog(sources, settings),
                names,
                new FilePlaces(settings.migrations(), loose.paths()),
                directories,
                outside.isEmpty() ? directories : sources);
    }

    boolean isNamed(Script script) {
        return LintScope.ofFiles(names).test(script);
    }

    boolean isNamed(String file) {
        return names.contains(file);
    }

    /** The migrations directories that are there, by where they really are. */
    private static Map<Path, Path> folders(List<Path> directories) {
        Map<Path, Path> folders = new LinkedHashMap<>();
        directories.stream()
                .filter(Files::isDirectory)
                .forEach(directory -> folders.put(real(directory), directory));
        return folders;
    }

    private static Optional<String> relative(Path file, Map<Path, Path> folders) {
        return folders.keySet().stream()
                .filter(file::startsWith)
                .map(folder -> folder.relativize(file).toString().replace('\\', '/'))
                .findFirst();
    }

    private static MigrationCatalog catalog(List<MigrationSource> sources, Settings settings) {
        return MigrationCatalog.of(sources, settings.classPath(), new GivenSurroundings(settings));
    }

    private static Set<Long> versions(MigrationCatalog catalog) {
        return catalog.scripts().stream()
                .map(script -> script.version().number())
                .collect(Collectors.toSet());
    }

    private static void requireMigrations(Map<String, Path> inside, MigrationCatalog catalog) {
        Set<String> rejected =
                catalog.rejected().stream()
                        .map(fault -> String.valueOf(fault.file()))
                        .collect(Collectors.toSet());
        List<Script> scripts =
                Stream.<Script>concat(catalog.scripts().stream(), catalog.repeatables().stream())
                        .toList();
        inside.forEach(
                (name, path) -> {
                    boolean known =
                            rejected.contains(name)
                                    || scripts.stream().anyMatch(LintScope.ofFiles(Set.of(name)));
                    if (!known) {
                        throw Refused.because(
                                "The file \"%s\" is in the migrations directory and is no migration, so there is nothing that lint could look at."
                                        .formatted(path));
                    }
                });
    }

    private static Path path(String text) {
        try {
            Path path = Path.of(text);
            if (Files.isDirectory(path)) {
                throw Refused.because(
                        "\"%s\" is a folder. Name files, or the folder by --migrations-dir."
                                .formatted(text));
            }
            return path;
        } catch (InvalidPathException invalid) {
            throw Refused.because("\"%s\" is no path: %s.".formatted(text, invalid.getReason()));
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                                    ErrorKind.FILE_NOT_FOUND,
                                    "A file that is named cannot be read: %s."
                                            .formatted(FaultText.of(unreadable)))
                            .withFile(path.toString()),
                    unreadable);
        }
    }
}
