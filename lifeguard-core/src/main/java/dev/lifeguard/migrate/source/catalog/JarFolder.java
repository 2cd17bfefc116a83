package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The migrations in one folder of a jar, which may be in another one.
 *
 * @param inside the URL of anything in the jar; whoever gave it knows how to open the jar
 * @param location the folder's path
 */
record JarFolder(URL inside, String location) {

    /** How many bytes of a jar's files are kept from its listing to the end of a run. */
    private static final int KEPT_BYTES = 8 * 1024 * 1024;

    /** What tells one jar from another; the same jar may be found on several ways. */
    String jar() throws IOException {
        return connection().getJarFileURL().toExternalForm();
    }

    /** The jar for messages, without what is in it. */
    private String address() {
        String url = inside.toExternalForm();
        int end = url.lastIndexOf("!/");
        return url.substring(url.startsWith("jar:") ? 4 : 0, end < 0 ? url.length() : end);
    }

    List<MigrationFile> files() throws IOException {
        List<MigrationFile> found = new ArrayList<>();
        int room = KEPT_BYTES;
        try (JarFile jar = connection().getJarFile()) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (isMigration(entry)) {
                    String name = entry.getName().substring(location.length() + 1);
                    long size = entry.getSize();
                    byte @Nullable [] kept = size >= 0 && size <= room ? read(jar, entry) : null;
                    room -= kept == null ? 0 : kept.length;
                    found.add(new JarContent(this, name, kept));
                }
            }
        }
        return found;
    }

    private JarURLConnection connection() throws IOException {
        JarURLConnection connection = (JarURLConnection) inside.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    private boolean isMigration(ZipEntry entry) {
        String name = entry.getName();
        return name.startsWith(location)
                && name.startsWith("/", location.length())
                && !entry.isDirectory()
                && !name.substring(location.length()).contains("/.")
                && OwnLayout.LAYOUT.concerns(name.substring(name.lastIndexOf('/') + 1));
    }

    private static byte[] read(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream stream = jar.getInputStream(entry)) {
            return stream.readAllBytes();
        }
    }

    /** The jar is opened as for its listing: not every loader's own URLs lead to its entries. */
    private InputStream open(String name) throws IOException {
        JarFile jar = connection().getJarFile();
        try {
            ZipEntry entry = jar.getEntry(location + "/" + name);
            if (entry == null) {
                throw new FileNotFoundException("it is not in the jar any more");
            }
            return new OfJar(jar.getInputStream(entry), jar);
        } catch (IOException | RuntimeException failure) {
            jar.close();
            throw failure;
        }
    }

    /** To open a jar for each of its files would take a millisecond for each. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares files.
    private record JarContent(JarFolder folder, String name, byte @Nullable [] kept)
            implements PlacedFile {

        @Override
        public String place() {
            return "the jar \"%s\"".formatted(folder.address());
        }

        @Override
        public InputStream open() throws IOException {
            return kept == null ? folder.open(name) : new ByteArrayInputStream(kept);
        }
    }

    /** Closes its jar with itself. */
    private static final class OfJar extends FilterInputStream {

        private final JarFile jar;

        OfJar(InputStream stream, JarFile jar) {
            super(stream);
            this.jar = jar;
        }

        @Override
        public void close() throws IOException {
            try (jar) {
                super.close();
            }
        }
    }
}
