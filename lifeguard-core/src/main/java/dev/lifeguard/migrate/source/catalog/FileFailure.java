package dev.lifeguard.migrate.source.catalog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Says why a file or a folder cannot be read, and what to do. */
final class FileFailure {

    /** The reason of a failure at what cannot be read like a file: a FIFO, a socket, a device. */
    static final String NO_FILE = "no file";

    private FileFailure() {}

    /** Goes behind "cannot be read: ", without a full stop. */
    static String reason(IOException failure) {
        return switch (failure) {
            case FileSystemLoopException loop ->
                    "the link \"%s\" leads back into a folder above it. Remove that link"
                            .formatted(loop.getFile());
            case AccessDeniedException denied ->
                    "access to \"%s\" is denied. Check its permissions".formatted(denied.getFile());
            case NoSuchFileException gone -> missing(gone.getFile());
            case FileSystemException other when NO_FILE.equals(other.getReason()) ->
                    "\"%s\" is neither a file nor a folder. Remove it, or give it another ending"
                            .formatted(other.getFile());
            default ->
                    Objects.requireNonNullElse(failure.getMessage(), failure.toString())
                            + ". Check that it exists, and its permissions";
        };
    }

    private static String missing(String file) {
        if (UnreadableName.is(file)) {
            return "\"%s\" has %s".formatted(file, UnreadableName.reason());
        }
        Path path = Path.of(file);
        if (!Files.isSymbolicLink(path)) {
            return "\"%s\" does not exist. Check whether somebody removed it just now"
                    .formatted(file);
        }
        try {
            return ("the link \"%s\" leads to \"%s\", which does not exist. Let it lead to what"
                            + " exists, or remove it")
                    .formatted(file, Files.readSymbolicLink(path));
        } catch (IOException gone) {
            return "the link \"%s\" leads to nothing. Let it lead to what exists, or remove it"
                    .formatted(file);
        }
    }
}
