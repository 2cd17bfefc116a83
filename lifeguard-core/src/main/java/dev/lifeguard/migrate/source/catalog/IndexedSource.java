package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
        return names.stream().<MigrationFile>map(name -> new IndexedFile(loader, name)).toList();
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
