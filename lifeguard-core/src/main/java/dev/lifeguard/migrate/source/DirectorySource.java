package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The migrations of a directory and its sub-folders, links followed. */
record DirectorySource(Path directory) implements MigrationSource {

    @Override
    public String description() {
        return "directory " + directory;
    }

    @Override
    public List<MigrationFile> files() {
        if (!Files.exists(directory)) {
            throw refused("does not exist. Create it, or name another one", null);
        }
        if (!Files.isDirectory(directory)) {
            throw refused("is not a directory. Name the directory that holds the files", null);
        }
        List<MigrationFile> found = new ArrayList<>();
        try {
            search(directory, "", List.of(), found);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable(Objects.requireNonNull(unreadable.getCause()));
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
        return found;
    }

    /**
     * Adds the files of a folder and of those in it. With thousands of files it takes half the time
     * of {@link Files#walkFileTree}, which reads all attributes of each.
     *
     * @param prefix what the names of its files begin with
     * @param above the real paths of the folders that it is in, links resolved
     */
    private static void search(
            Path folder, String prefix, List<Path> above, List<MigrationFile> found)
            throws IOException {
        List<Path> here = new ArrayList<>(above);
        Path real = folder.toRealPath();
        if (above.contains(real)) {
            throw new FileSystemLoopException(folder.toString());
        }
        here.add(real);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    search(entry, prefix + name + "/", here, found);
                } else if (MigrationFileName.concerns(name)) {
                    found.add(new FileContent(entry, prefix.isEmpty() ? name : prefix + name));
                }
            }
        }
    }

    private ConfigurationException unreadable(IOException cause) {
        return refused("cannot be read: " + FileFailure.reason(cause), cause);
    }

    private ConfigurationException refused(String why, @Nullable IOException cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.FILE_NOT_FOUND,
                        "The migrations directory %s %s.".formatted(place(), why)),
                cause);
    }

    private String place() {
        return directory.isAbsolute()
                ? "\"%s\"".formatted(directory)
                : "\"%s\" (%s)".formatted(directory, directory.toAbsolutePath().normalize());
    }

    private record FileContent(Path file, String name) implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            // Of the default file system, where it costs a third of a channel's objects; what is
            // wrong with a file the other way says better.
            if (file.getFileSystem().equals(FileSystems.getDefault())) {
                try {
                    return new FileInputStream(file.toFile());
                } catch (FileNotFoundException unreadable) {
                    return Files.newInputStream(file);
                }
            }
            return Files.newInputStream(file);
        }
    }
}
