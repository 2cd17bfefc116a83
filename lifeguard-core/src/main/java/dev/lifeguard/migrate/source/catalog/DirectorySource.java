package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The migrations of a directory and its sub-folders, links followed. */
public record DirectorySource(Path directory, Layout layout) implements MigrationSource {

    /** Takes it as it is. */
    public DirectorySource {
        // An empty path is the working directory, but no path of a file begins with it.
        directory = directory.toString().isEmpty() ? directory.resolve(".") : directory;
    }

    @Override
    public String description() {
        return "directory " + directory;
    }

    @Override
    public List<MigrationFile> files() {
        return files(Listing.EXACT);
    }

    /** Whether a file of this class is a folder. */
    static boolean isFolder(MigrationFile file) {
        return file instanceof FileContent content && content.isFolder();
    }

    /** Of which names the file system is asked whether they are folders. */
    enum Listing {
        /** Those that are not named like a migration: {@link #isFolder} says it of the others. */
        FAST,
        /** All. */
        EXACT
    }

    /**
     * The same for {@link SourceFiles}; in a fast listing there may be folders among them, and
     * their files are missing.
     */
    List<MigrationFile> files(Listing listing) {
        if (!Files.exists(directory)) {
            throw refused(
                    "does not exist. Create it%s, or name another one"
                            .formatted(Remedy.NEW_DIRECTORY.place()),
                    null);
        }
        if (!Files.isDirectory(directory)) {
            throw refused("is not a directory. Name the directory that holds the files", null);
        }
        List<MigrationFile> found = new ArrayList<>();
        try {
            new Search(Root.of(directory), this, listing, found).in(directory, "", List.of());
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable(Objects.requireNonNull(unreadable.getCause()));
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
        return found;
    }

    /**
     * Looks into folders. With thousands of files it takes half the time of {@link
     * Files#walkFileTree}, which reads all attributes of each.
     *
     * @param root the source's
     * @param source whose layout says what concerns it
     * @param found what was found until now
     */
    private record Search(
            Root root, DirectorySource source, Listing listing, List<MigrationFile> found) {

        /**
         * Adds the files of a folder and of those in it.
         *
         * @param prefix what the names of its files begin with
         * @param above the real paths of the folders that it is in, links resolved
         */
        void in(Path folder, String prefix, List<Path> above) throws IOException {
            List<Path> here = new ArrayList<>(above);
            Path real = folder.toRealPath();
            if (above.contains(real)) {
                throw new FileSystemLoopException(folder.toString());
            }
            here.add(real);
            for (String name : names(folder)) {
                if (!addFile(name, prefix)) {
                    in(folder.resolve(name), prefix + name + "/", here);
                }
            }
        }

        /** Adds a file, if it concerns; false for a folder that is to be looked into. */
        private boolean addFile(String name, String prefix) throws IOException {
            if (name.startsWith(".")) {
                return true;
            }
            FileContent file = new FileContent(root, prefix.isEmpty() ? name : prefix.concat(name));
            boolean concerns = source.layout().concerns(file.name());
            if ((!concerns || listing == Listing.EXACT) && file.isFolder()) {
                return false;
            }
            if (concerns) {
                found.add(file);
            } else if (name.indexOf('.') < 0) {
                requireNoDanglingLink(root.path().resolve(file.name()));
            }
            return true;
        }

        /** Without an ending it was probably meant as a folder, whose files would be left out. */
        private static void requireNoDanglingLink(Path path) throws IOException {
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }

        /** Plain names where the file system is the usual one: each path would be five objects. */
        private String[] names(Path folder) throws IOException {
            String[] names = root.prefix() == null ? null : folder.toFile().list();
            if (names != null) {
                return names;
            }
            List<String> listed = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    listed.add(entry.getFileName().toString());
                }
            }
            return listed.toArray(String[]::new);
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

    /**
     * Where the files are.
     *
     * @param prefix what the paths of its files begin with, or null in another file system than the
     *     usual one
     */
    private record Root(Path path, @Nullable String prefix) {

        static Root of(Path path) {
            boolean usual = path.getFileSystem().equals(FileSystems.getDefault());
            return new Root(path, usual ? path + File.separator : null);
        }
    }

    /**
     * A file, or what is named like one.
     *
     * @param root of the source, shared by all: there may be thousands
     */
    private record FileContent(Root root, String name) implements PlacedFile {

        @Override
        public String place() {
            return "the directory \"%s\"".formatted(root.path());
        }

        boolean isFolder() {
            String prefix = root.prefix();
            return prefix == null
                    ? Files.isDirectory(root.path().resolve(name))
                    : new File(prefix.concat(name)).isDirectory();
        }

        @Override
        public InputStream open() throws IOException {
            String prefix = root.prefix();
            if (prefix != null) {
                File file = new File(prefix.concat(name));
                if (!file.isFile() && file.exists() && !file.isDirectory()) {
                    // To open a FIFO would wait for somebody who writes into it.
                    throw new FileSystemException(file.getPath(), null, FileFailure.NO_FILE);
                }
                try {
                    // A channel would take three times as many objects.
                    return new FileInputStream(file);
                } catch (FileNotFoundException unreadable) {
                    // What is wrong with it is told better the other way.
                    return Files.newInputStream(root.path().resolve(name));
                }
            }
            return Files.newInputStream(root.path().resolve(name));
        }
    }
}
