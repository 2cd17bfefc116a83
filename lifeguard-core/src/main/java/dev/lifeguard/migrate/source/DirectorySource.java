package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
        Visitor visitor = new Visitor(directory);
        try {
            Files.walkFileTree(
                    directory,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    visitor);
        } catch (IOException unreadable) {
            throw refused("cannot be read: " + FileFailure.reason(unreadable), unreadable);
        }
        return visitor.found;
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

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<MigrationFile> found = new ArrayList<>();

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && hidden(folder)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!hidden(file) && MigrationFileName.concerns(file.getFileName().toString())) {
                found.add(new FileContent(file, relative(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        private String relative(Path file) {
            return root.relativize(file).toString().replace('\\', '/');
        }

        private static boolean hidden(Path file) {
            return file.getFileName().toString().startsWith(".");
        }
    }

    private record FileContent(Path file, String name) implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
