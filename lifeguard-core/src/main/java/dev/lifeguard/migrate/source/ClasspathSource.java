package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The migrations of one folder of the class path, wherever it is present. */
record ClasspathSource(String location) implements MigrationSource {

    /** How many bytes of a jar's files are kept from its listing to the end of a run. */
    private static final int KEPT_BYTES = 8 * 1024 * 1024;

    ClasspathSource {
        String folder = location.startsWith("/") ? location.substring(1) : location;
        location = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    @Override
    public String description() {
        return "classpath " + location;
    }

    @Override
    public List<MigrationFile> files() {
        List<MigrationFile> found = new ArrayList<>();
        try {
            List<URL> roots = Collections.list(loader().getResources(location));
            for (URL root : roots) {
                found.addAll(list(root));
            }
            if (roots.isEmpty()) {
                found.addAll(listAllJars());
            }
            if (roots.isEmpty() && found.isEmpty()) {
                throw refused("is not on the class path. Check its spelling and the jar", null);
            }
        } catch (IOException unreadable) {
            throw refused("cannot be read: " + unreadable, unreadable);
        }
        return found;
    }

    private List<MigrationFile> list(URL root) throws IOException {
        return switch (root.getProtocol()) {
            case "file" -> new DirectorySource(path(root)).files();
            case "jar" -> listJar(root);
            case String other ->
                    throw refused(
                            "is at \"%s\", and files behind \"%s:\" cannot be listed"
                                    .formatted(root, other),
                            null);
        };
    }

    /**
     * A class loader finds no folder in a jar that has no entries for folders, as some build tools
     * write it; a jar's manifest leads to the jar.
     */
    private List<MigrationFile> listAllJars() throws IOException {
        List<MigrationFile> found = new ArrayList<>();
        for (URL manifest : Collections.list(loader().getResources(JarFile.MANIFEST_NAME))) {
            if (manifest.getProtocol().equals("jar")) {
                found.addAll(listJar(manifest));
            }
        }
        return found;
    }

    private List<MigrationFile> listJar(URL inside) throws IOException {
        JarURLConnection connection = (JarURLConnection) inside.openConnection();
        connection.setUseCaches(false);
        List<MigrationFile> found = new ArrayList<>();
        int room = KEPT_BYTES;
        try (JarFile jar = connection.getJarFile()) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (isMigration(entry)) {
                    String name = entry.getName().substring(location.length() + 1);
                    long size = entry.getSize();
                    byte @Nullable [] kept = size >= 0 && size <= room ? read(jar, entry) : null;
                    room -= kept == null ? 0 : kept.length;
                    found.add(new JarContent(entryUrl(connection, entry), name, kept));
                }
            }
        }
        return found;
    }

    private static byte[] read(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream stream = jar.getInputStream(entry)) {
            return stream.readAllBytes();
        }
    }

    private boolean isMigration(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && name.startsWith(location + "/")
                && !name.substring(location.length()).contains("/.")
                && MigrationFileName.concerns(name.substring(name.lastIndexOf('/') + 1));
    }

    private static URL entryUrl(JarURLConnection jar, ZipEntry entry) throws IOException {
        try {
            String path = new URI(null, null, entry.getName(), null).getRawPath();
            return URI.create("jar:" + jar.getJarFileURL() + "!/" + path).toURL();
        } catch (URISyntaxException unusable) {
            throw new IOException(entry.getName() + " cannot be addressed", unusable);
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

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : ClasspathSource.class.getClassLoader();
    }

    /** To open a jar for each of its files would take a millisecond for each. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares files.
    private record JarContent(URL url, String name, byte @Nullable [] kept)
            implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            if (kept != null) {
                return new ByteArrayInputStream(kept);
            }
            java.net.URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            return connection.getInputStream();
        }
    }
}
