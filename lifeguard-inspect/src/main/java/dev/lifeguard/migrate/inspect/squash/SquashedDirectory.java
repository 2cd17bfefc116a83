package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.WrittenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directories of migrations, before a baseline takes the place of what is in them.
 *
 * <ol>
 *   <li>Files that git could not give back are not deleted.
 *   <li>The baseline is written first. From then on the files that it stands for do not count, so
 *       whatever ends the work leaves directories that can be used.
 *   <li>Then those are deleted, or moved.
 * </ol>
 */
public final class SquashedDirectory {

    private final List<Path> migrations;
    private final SquashRange range;
    private final Map<Path, Path> directories = new LinkedHashMap<>();
    private final List<String> classes = new ArrayList<>();

    /** The files of a range; none is touched. */
    public SquashedDirectory(List<Path> migrations, SquashRange range) {
        this.migrations = List.copyOf(migrations);
        this.range = range;
        for (Script script : range.scripts()) {
            Set<String> names = new LinkedHashSet<>();
            names.add(script.fileName());
            names.add(script.fileName(Direction.DOWN));
            List<Path> found = new ArrayList<>();
            names.forEach(name -> place(migrations, name, found));
            if (found.isEmpty()) {
                classes.add(script.fileName());
            }
        }
    }

    private void place(List<Path> migrations, String name, List<Path> found) {
        for (Path directory : migrations) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                directories.put(file, directory);
                found.add(file);
                return;
            }
        }
    }

    /** The files that the baseline replaces. */
    public List<Path> files() {
        return List.copyOf(directories.keySet());
    }

    /** Classes of migrations that are no files here; they may be taken out. */
    public List<String> classes() {
        return List.copyOf(classes);
    }

    /** Where the baseline is to be. */
    public Path baseline() {
        Path last = List.copyOf(directories.values()).getLast();
        return last.resolve(range.fileName());
    }

    /**
     * Refuses to lose a file.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when one is not in the last commit
     *     as it is
     */
    public void requireCommitted() {
        Map<Path, Set<String>> committed = new HashMap<>();
        List<Path> unknown = new ArrayList<>();
        directories.forEach(
                (file, directory) -> {
                    Set<String> known = committed.computeIfAbsent(directory, GitFiles::committed);
                    String name = directory.relativize(file).toString().replace('\\', '/');
                    if (!known.contains(name)) {
                        unknown.add(file);
                    }
                });
        if (!unknown.isEmpty()) {
            throw Refused.because(
                    "%s of the %s files that would be deleted %s not committed to git as %s, so nothing could give %s back: the first is \"%s\". Commit them, or name a directory that they are moved to: --move-to DIR. Nothing was changed."
                            .formatted(
                                    unknown.size(),
                                    directories.size(),
                                    unknown.size() == 1 ? "is" : "are",
                                    unknown.size() == 1 ? "it is" : "they are",
                                    unknown.size() == 1 ? "it" : "them",
                                    unknown.getFirst()));
        }
    }

    /**
     * Refuses a directory to move to in which files would be read again or written over.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is so
     */
    public void requireMovable(Path target) {
        new MigrationDirectories(migrations).requireNoneIn("--move-to", target, target);
        directories.forEach(
                (file, directory) -> {
                    Path there = target.resolve(directory.relativize(file));
                    if (Files.exists(there)) {
                        throw Refused.because(
                                "\"%s\" is there already, and a file would be moved to it (--move-to). Name another directory."
                                        .formatted(there));
                    }
                });
    }

    /**
     * Writes the baseline, and deletes or moves what it replaces.
     *
     * @param moveTo where that is moved to; deleted where empty
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it cannot be done
     */
    public void write(SquashedBaseline baseline, Optional<Path> moveTo) {
        try {
            try (WrittenFiles written = new WrittenFiles()) {
                written.writeWhole(baseline(), baseline.text());
                written.keep();
            }
            for (Map.Entry<Path, Path> each : directories.entrySet()) {
                if (moveTo.isPresent()) {
                    Path there = moveTo.get().resolve(each.getValue().relativize(each.getKey()));
                    Files.createDirectories(there.toAbsolutePath().getParent());
                    Files.move(each.getKey(), there);
                } else {
                    Files.delete(each.getKey());
                }
            }
        } catch (IOException fault) {
            throw Refused.because(
                    "The directory cannot be changed: %s. Where \"%s\" is there, the files that are left beside it do not run: %s."
                            .formatted(
                                    FaultText.of(fault),
                                    baseline(),
                                    moveTo.map("move them to \"%s\""::formatted)
                                            .orElse("delete them")),
                    fault);
        }
    }
}
