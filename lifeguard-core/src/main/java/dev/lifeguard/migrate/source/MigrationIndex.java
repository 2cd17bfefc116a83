package dev.lifeguard.migrate.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * What the build wrote down of an application's Java migrations: the file {@value #RESOURCE} in its
 * jar, with the checksum of each class's source by the class's name.
 */
final class MigrationIndex {

    /** Where the index is on the class path. */
    static final String RESOURCE = "META-INF/lifeguard/migrations.properties";

    private MigrationIndex() {}

    /** The checksum of a class's source, if the build that made the class listed it. */
    static Optional<Checksum> checksum(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null) {
            return Optional.empty();
        }
        try {
            for (var found = loader.getResources(RESOURCE); found.hasMoreElements(); ) {
                Properties index = new Properties();
                try (InputStream stream = found.nextElement().openStream()) {
                    index.load(stream);
                }
                String hex = index.getProperty(type.getName());
                if (hex != null) {
                    return Optional.of(new Checksum(hex));
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
