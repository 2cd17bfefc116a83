package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A location as configuration has it: a text that says on what it is, and where. */
public final class NamedLocation {

    private static final String CLASS_PATH = "classpath:";
    private static final String FILE_SYSTEM = "filesystem:";

    private NamedLocation() {}

    /**
     * The source that it names.
     *
     * @throws ConfigurationException where it begins otherwise
     */
    public static MigrationSource source(String location, Layout layout) {
        if (location.startsWith(FILE_SYSTEM)) {
            return MigrationSource.directory(path(location), layout);
        }
        if (location.startsWith(CLASS_PATH)) {
            return onClassPath(location, location.substring(CLASS_PATH.length()), layout);
        }
        if (location.indexOf(':') >= 0) {
            throw refused(
                    location,
                    "begins with neither \"classpath:\" nor \"filesystem:\". Name the folder behind"
                            + " one of them, for example classpath:db/migration",
                    null);
        }
        return onClassPath(location, location, layout);
    }

    private static MigrationSource onClassPath(String location, String folder, Layout layout) {
        if (folder.isBlank() || folder.equals("/")) {
            throw refused(location, "names no folder, as classpath:db/migration does", null);
        }
        if (folder.indexOf('*') >= 0) {
            throw refused(
                    location,
                    "holds a \"*\", and places are not searched for. Name each folder; its"
                            + " sub-folders belong to it",
                    null);
        }
        return MigrationSource.classpath(folder, layout);
    }

    private static Path path(String location) {
        String path = location.substring(FILE_SYSTEM.length());
        if (path.isBlank()) {
            throw refused(location, "names no directory, as filesystem:migrations does", null);
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException unusable) {
            throw refused(location, "is no path: " + unusable.getReason(), unusable);
        }
    }

    private static ConfigurationException refused(
            String location, String why, @Nullable Exception cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        "The location \"%s\" %s.".formatted(location, why)),
                cause);
    }
}
