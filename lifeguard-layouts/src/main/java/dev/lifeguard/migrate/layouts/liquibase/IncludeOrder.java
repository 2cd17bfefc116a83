package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.layouts.file.Texts;
import dev.lifeguard.migrate.layouts.liquibase.RootChangelog.Include;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files of SQL are applied, in which order: as the root changelog in the directory includes
 * them, or where there is none, by their paths.
 */
final class IncludeOrder {

    private static final String ROOT = "databaseChangeLog";

    private final Map<String, MigrationFile> sql = new LinkedHashMap<>();
    private final Map<String, Root> roots = new LinkedHashMap<>();
    private final List<Found> told = new ArrayList<>();
    private final Set<String> ordered = new LinkedHashSet<>();

    /** A changelog that includes others. */
    private record Root(MigrationFile file, List<Include> includes) {

        /** Its folder, with a slash behind it; empty at the top. */
        String folder() {
            String name = file.name();
            return name.substring(0, name.lastIndexOf('/') + 1);
        }
    }

    /** Of the files of a directory, by their paths. */
    IncludeOrder(List<MigrationFile> files, Texts texts) throws IOException {
        for (MigrationFile file : files) {
            if (LiquibaseLayout.isSql(file)) {
                sql.put(file.name(), file);
            } else {
                addOther(file, texts);
            }
        }
        order();
    }

    /** The files of SQL that are applied. */
    List<MigrationFile> files() {
        return ordered.stream().map(sql::get).toList();
    }

    /** What is said of others. */
    List<Found> told() {
        return told;
    }

    private void addOther(MigrationFile file, Texts texts) throws IOException {
        Optional<String> text = texts.read(file).filter(it -> it.contains(ROOT));
        if (text.isEmpty()) {
            return;
        }
        Optional<List<Include>> includes = RootChangelog.includes(file.name(), text.get());
        if (includes.isPresent()) {
            roots.put(file.name(), new Root(file, includes.get()));
        } else {
            refuse(
                    file,
                    "is a changelog that Liquibase alone can read. Name the folder of its SQL"
                            + " files as the directory, which are applied by their paths, or"
                            + " write it as formatted SQL.");
        }
    }

    private void refuse(MigrationFile file, String reason) {
        told.add(new Found.Refused(file, reason));
    }

    private void order() {
        Set<String> included = new HashSet<>();
        Map<String, List<String>> resolved = new HashMap<>();
        roots.forEach(
                (name, root) -> {
                    List<String> names = resolved(root);
                    resolved.put(name, names);
                    included.addAll(names);
                });
        List<String> first = roots.keySet().stream().filter(it -> !included.contains(it)).toList();
        if (!told.isEmpty() || roots.isEmpty()) {
            ordered.addAll(sql.keySet());
        } else if (first.size() != 1) {
            roots.values()
                    .forEach(
                            each ->
                                    refuse(
                                            each.file(),
                                            "is one of several changelogs that include others."
                                                + " Leave the one that includes all there is."));
        } else {
            follow(first.getFirst(), resolved, new HashSet<>());
            tellOfRest(first.getFirst());
        }
    }

    private void follow(String name, Map<String, List<String>> resolved, Set<String> seen) {
        if (sql.containsKey(name)) {
            ordered.add(name);
        } else if (seen.add(name)) {
            resolved.getOrDefault(name, List.of()).forEach(each -> follow(each, resolved, seen));
        }
    }

    private void tellOfRest(String root) {
        sql.forEach(
                (name, file) -> {
                    if (!ordered.contains(name)) {
                        told.add(
                                new Found.LeftOut(
                                        file,
                                        "is not run, since \"%s\" does not include it."
                                                .formatted(root)));
                    }
                });
    }

    private List<String> resolved(Root root) {
        List<String> names = new ArrayList<>();
        for (Include include : root.includes()) {
            String path =
                    RecordedPath.normal(
                            include.relative() ? root.folder() + include.path() : include.path());
            List<String> found =
                    include.all()
                            ? below(path, include, root)
                            : one(path, include).stream().toList();
            if (found.isEmpty()) {
                refuse(
                        root.file(),
                        ("includes \"%s\", and there is no such SQL file in the directory. Name the"
                                        + " directory that holds both.")
                                .formatted(include.path()));
            }
            names.addAll(found);
        }
        return names;
    }

    /** The longest path that the included one ends with, which begins somewhere above. */
    private Optional<String> one(String path, Include include) {
        List<String> all = new ArrayList<>(sql.keySet());
        all.addAll(roots.keySet());
        return all.stream()
                .filter(
                        name ->
                                name.equals(path)
                                        || (!include.relative() && path.endsWith("/" + name)))
                .max(Comparator.comparingInt(String::length));
    }

    private List<String> below(String path, Include include, Root root) {
        String part = path;
        while (true) {
            String folder = part.isEmpty() ? "" : part + "/";
            List<String> found =
                    sql.keySet().stream().filter(name -> name.startsWith(folder)).toList();
            boolean whole = !folder.isEmpty() || include.relative() || root.folder().isEmpty();
            if (!found.isEmpty() && whole) {
                return found;
            }
            if (include.relative() || part.isEmpty()) {
                return List.of();
            }
            part = part.indexOf('/') < 0 ? "" : part.substring(part.indexOf('/') + 1);
        }
    }
}
