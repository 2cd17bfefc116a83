package dev.lifeguard.migrate.cli.lint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where files of migrations are.
 *
 * @param directories those of the migrations
 * @param loose files that are in none of them, by what they are called among the migrations
 */
public record FilePlaces(List<Path> directories, Map<String, Path> loose) {

    /** Copies them. */
    public FilePlaces {
        directories = List.copyOf(directories);
        loose = Map.copyOf(loose);
    }

    /** Whether it is in none of the directories. */
    boolean isLoose(String file) {
        return loose.containsKey(file);
    }

    /** From the working directory. */
    Path path(String file) {
        Path named = loose.get(file);
        if (named != null) {
            return named;
        }
        return directories.stream()
                .map(directory -> directory.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> Path.of(file));
    }

    /** As the other commands name it; a loose file as it was named. */
    String named(String file) {
        Path named = loose.get(file);
        return named == null ? file : named.toString();
    }
}
