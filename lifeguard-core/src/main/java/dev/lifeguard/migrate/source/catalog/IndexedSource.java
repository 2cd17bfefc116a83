package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The migrations that the build of an application listed. */
public record IndexedSource(ClassLoader loader) implements MigrationSource {

    @Override
    public String description() {
        return "index " + MigrationIndex.RESOURCE;
    }

    @Override
    public List<MigrationFile> files() {
        MigrationIndex index = MigrationIndex.of(loader);
        Set<String> names = new LinkedHashSet<>(index.files());
        index.folders().forEach(folder -> names.addAll(unlisted(folder)));
        Set<String> shared = shared(index.folders());
        List<MigrationFile> files = new ArrayList<>();
        for (String name : names) {
            if (shared.contains(name.substring(0, Math.max(0, name.lastIndexOf('/'))))) {
                files.addAll(inEach(name));
            } else {
                files.add(new IndexedFile(loader, name));
            }
        }
        return files;
    }

    /** The folders that several indexes list: each jar may have a file of one name there. */
    private static Set<String> shared(List<MigrationIndex.Folder> folders) {
        Set<String> once = new HashSet<>();
        return folders.stream()
                .map(MigrationIndex.Folder::location)
                .filter(location -> !once.add(location))
                .collect(Collectors.toSet());
    }

    /** The files of one name, each text once: a jar may stand on the class path twice. */
    private List<MigrationFile> inEach(String name) {
        Map<ByteBuffer, MigrationFile> files = new LinkedHashMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(name))) {
                try (InputStream stream = url.openStream()) {
                    files.putIfAbsent(
                            ByteBuffer.wrap(stream.readAllBytes()), new UrlFile(name, url));
                }
            }
        } catch (IOException unreadable) {
            throw MigrationIndex.refused(
                    "lists %s, which cannot be read: %s".formatted(name, unreadable), unreadable);
        }
        return files.size() > 1
                ? List.copyOf(files.values())
                : List.of(new IndexedFile(loader, name));
    }

    /** One of several of a name. */
    private record UrlFile(String name, URL url) implements PlacedFile {

        @Override
        public String place() {
            return "\"%s\"".formatted(url);
        }

        @Override
        public InputStream open() throws IOException {
            return url.openStream();
        }
    }

    /** Whether a file of this source stands in a folder itself and not below it. */
    boolean isAtRoot(MigrationFile file) {
        String folder = file.name().substring(0, Math.max(0, file.name().lastIndexOf('/')));
        return MigrationIndex.of(loader).folders().stream()
                .anyMatch(root -> root.location().equals(folder));
    }

    /**
     * What is in the folder now: a build in which nothing but files changed does not run the
     * compiler, and the index stays as it was. Where nothing can be listed there is the index
     * alone.
     */
    private static List<String> unlisted(MigrationIndex.Folder folder) {
        return besideIndex(folder).stream()
                .map(MigrationFile::name)
                .filter(name -> !name.endsWith(MigrationFileName.JAVA_ENDING))
                .map(name -> folder.location() + "/" + name)
                .toList();
    }

    private static List<MigrationFile> besideIndex(MigrationIndex.Folder folder) {
        URL index = folder.index();
        try {
            if (index.getProtocol().equals("jar")) {
                return new JarFolder(index, folder.location()).files();
            }
            if (index.getProtocol().equals("file")) {
                Path root = Path.of(index.toURI());
                for (int up = 0; up < MigrationIndex.DEPTH; up++) {
                    root = Objects.requireNonNull(root.getParent());
                }
                Path directory = root.resolve(folder.location());
                return Files.isDirectory(directory)
                        ? new DirectorySource(directory, Layout.own()).files()
                        : List.of();
            }
            return List.of();
        } catch (IOException | URISyntaxException unreadable) {
            throw MigrationIndex.refused(
                    "has a folder that cannot be listed: " + unreadable, unreadable);
        }
    }

    @Override
    public List<Migration> migrations() {
        return MigrationIndex.of(loader).migrations();
    }

    private record IndexedFile(ClassLoader loader, String name) implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            InputStream stream = loader.getResourceAsStream(name);
            if (stream == null) {
                throw new FileNotFoundException("it is not on the class path");
            }
            return stream;
        }
    }
}
