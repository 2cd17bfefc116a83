package dev.lifeguard.migrate.source.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Map;

/**
 * The class path of a native image: it has neither directories nor jars, and all that was built
 * into it is in one file system of its own (GraalVM's reference, "Accessing Resources in Native
 * Image").
 */
final class ImageResources {

    private ImageResources() {}

    /** Where what a URL of the scheme {@code resource} names can be listed. */
    static Path path(URL url) throws IOException {
        return fileSystem().getPath(url.getPath());
    }

    /** It stays open: it is the only one, and others may have opened it. */
    private static FileSystem fileSystem() throws IOException {
        URI root = URI.create("resource:/");
        try {
            return FileSystems.newFileSystem(root, Map.of());
        } catch (FileSystemAlreadyExistsException opened) {
            return FileSystems.getFileSystem(root);
        } catch (ProviderNotFoundException noImage) {
            throw new IOException("there is no file system \"resource:\"", noImage);
        }
    }
}
