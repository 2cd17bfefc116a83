package dev.lifeguard.migrate.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says why a file or a folder cannot be read, and what to do. */
final class FileFailure {

    private FileFailure() {}

    /** Goes behind "cannot be read: ", without a full stop. */
    static String reason(IOException failure) {
        return switch (failure) {
            case FileSystemLoopException loop ->
                    "the link \"%s\" leads back into a folder above it. Remove that link"
                            .formatted(loop.getFile());
            case AccessDeniedException denied ->
                    "access to \"%s\" is denied. Check its permissions".formatted(denied.getFile());
            case NoSuchFileException gone ->
                    "\"%s\" does not exist. Check whether somebody removed it just now"
                            .formatted(gone.getFile());
            default ->
                    Objects.requireNonNullElse(failure.getMessage(), failure.toString())
                            + ". Check that it exists, and its permissions";
        };
    }
}
