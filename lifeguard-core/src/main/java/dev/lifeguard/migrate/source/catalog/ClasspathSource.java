package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The migrations of one folder of the class path, wherever it is present. */
public record ClasspathSource(String location, Layout layout) implements MigrationSource {

    /** Takes it as it is. */
    public ClasspathSource {
        String folder = location.startsWith("/") ? location.substring(1) : location;
        location = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    @Override
    public String description() {
        return "classpath " + location;
    }

    @Override
    public List<MigrationFile> files() {
        try {
            Places places = new Places(location);
            for (ClassLoader loader : loaders()) {
                places.find(loader);
            }
            List<MigrationFile> found = places.files();
            if (found.isEmpty() && !places.hasFolder()) {
                throw refused("is not on the class path. Check its spelling and the jar", null);
            }
            return found;
        } catch (IOException unreadable) {
            throw refused("cannot be read: " + unreadable, unreadable);
        }
    }

    /**
     * The caller's, and what loaded this library: the threads of a common pool have the system's,
     * which does not see into an application that is one jar.
     */
    private static List<ClassLoader> loaders() {
        ClassLoader own = Objects.requireNonNull(ClasspathSource.class.getClassLoader());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null || context.equals(own) ? List.of(own) : List.of(context, own);
    }

    /** Where the folder is, each place once. */
    private final class Places {

        private final String folder;
        private final Map<String, DirectorySource> directories = new LinkedHashMap<>();
        private final Map<String, JarFolder> jars = new LinkedHashMap<>();
        private boolean hasFolder;

        Places(String folder) {
            this.folder = folder;
        }

        /**
         * A class loader finds no folder in a jar that has no entries for folders, as some build
         * tools write it; a jar's manifest leads to the jar.
         */
        void find(ClassLoader loader) throws IOException {
            for (URL root : Collections.list(loader.getResources(folder))) {
                hasFolder = true;
                add(root);
            }
            for (URL manifest : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
                if (manifest.getProtocol().equals("jar")) {
                    add(new JarFolder(manifest, folder));
                }
            }
        }

        private void add(URL root) throws IOException {
            switch (root.getProtocol()) {
                case "file" ->
                        directories.putIfAbsent(
                                root.toExternalForm(), new DirectorySource(path(root), layout));
                case "jar" -> add(new JarFolder(root, folder));
                case "resource" ->
                        directories.putIfAbsent(
                                root.getPath(),
                                new DirectorySource(ImageResources.path(root), layout));
                default ->
                        throw refused(
                                "is at \"%s\", and files behind \"%s:\" cannot be listed"
                                        .formatted(root, root.getProtocol()),
                                null);
            }
        }

        private void add(JarFolder jar) throws IOException {
            jars.putIfAbsent(jar.jar(), jar);
        }

        boolean hasFolder() {
            return hasFolder;
        }

        List<MigrationFile> files() throws IOException {
            List<MigrationFile> found = new ArrayList<>();
            for (DirectorySource directory : directories.values()) {
                found.addAll(directory.files());
            }
            for (JarFolder jar : jars.values()) {
                found.addAll(jar.files());
            }
            return found;
        }
    }

    private ConfigurationException refused(String why, @Nullable IOException cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.FILE_NOT_FOUND,
                        "The class path location \"%s\" %s.".formatted(location, why)),
                cause);
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException unusable) {
            throw new IOException(url + " is not a path", unusable);
        }
    }
}
