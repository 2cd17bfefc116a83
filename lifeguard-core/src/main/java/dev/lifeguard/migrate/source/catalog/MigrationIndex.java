package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.schema.Migration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the build wrote down of an application's migrations: the file {@value #RESOURCE} in its jar,
 * with one line for each, its checksum and {@code class:} or {@code file:} with its name.
 */
final class MigrationIndex {

    /** Where the index is on the class path. */
    static final String RESOURCE = "META-INF/lifeguard/migrations";

    /** How many names that path has. */
    static final int DEPTH = 3;

    /** Stands before the name of a class. */
    static final String CLASS = "class:";

    /** Stands before the path of a file on the class path. */
    static final String FILE = "file:";

    /** Stands before the path of the folder that the files are in, also where there are none. */
    private static final String FOLDER = "folder:";

    private static final int CHECKSUM_LENGTH = 64;

    private final ClassLoader loader;
    private final Map<String, String> checksums;
    private final List<Folder> folders;

    private MigrationIndex(
            ClassLoader loader, Map<String, String> checksums, List<Folder> folders) {
        this.loader = loader;
        this.checksums = checksums;
        this.folders = folders;
    }

    /**
     * A folder whose files an index lists.
     *
     * @param index beside which it is, in the same jar or directory
     * @param location its path on the class path
     */
    record Folder(URL index, String location) {}

    /** Reads the index of each jar that a class loader sees. */
    static MigrationIndex of(ClassLoader loader) {
        Map<String, String> checksums = new LinkedHashMap<>();
        List<Folder> folders = new ArrayList<>();
        try {
            for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
                try (InputStream stream = resource.openStream()) {
                    String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    for (String line : text.lines().toList()) {
                        String name = add(line, resource, checksums);
                        if (name.startsWith(FOLDER)) {
                            String location = name.substring(FOLDER.length());
                            folders.add(new Folder(resource, location));
                        }
                    }
                }
            }
        } catch (IOException unreadable) {
            throw refused("cannot be read: " + unreadable, unreadable);
        }
        return new MigrationIndex(loader, checksums, folders);
    }

    private static String add(String line, URL resource, Map<String, String> checksums) {
        if (line.length() < CHECKSUM_LENGTH + 2) {
            throw refused("in %s has the line \"%s\"".formatted(resource, line), null);
        }
        String name = line.substring(CHECKSUM_LENGTH).strip();
        checksums.put(name, line.substring(0, CHECKSUM_LENGTH));
        return name;
    }

    /** The checksum of a class's source, if the build that made the class listed it. */
    static Optional<Checksum> checksum(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null
                ? Optional.empty()
                : Optional.ofNullable(of(loader).checksums.get(CLASS + type.getName()))
                        .map(Checksum::new);
    }

    /** An object of each class that is listed. */
    List<Migration> migrations() {
        List<Migration> migrations = new ArrayList<>();
        for (String name : checksums.keySet()) {
            if (name.startsWith(CLASS)) {
                migrations.add(make(name.substring(CLASS.length())));
            }
        }
        return migrations;
    }

    /** Where the listed files are. */
    List<Folder> folders() {
        return folders;
    }

    /** The files that are listed, as paths on the class path. */
    List<String> files() {
        return checksums.keySet().stream()
                .filter(name -> name.startsWith(FILE))
                .map(name -> name.substring(FILE.length()))
                .toList();
    }

    private Migration make(String className) {
        try {
            Class<?> type = Class.forName(className, true, loader);
            return (Migration) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError unusable) {
            throw refused(
                    "names the class %s, which cannot be made: %s".formatted(className, unusable),
                    unusable);
        }
    }

    static ConfigurationException refused(
            String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        "The index of the migrations, %s, %s. Build the application anew."
                                .formatted(RESOURCE, why)),
                cause);
    }
}
