package dev.lifeguard.migrate.source.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * New files and folders, all of them or none: unless they are kept, what was made is removed when
 * it is closed. What was there before, or came there by others, is left alone.
 */
public final class WrittenFiles implements AutoCloseable {

    /** In place of what a run left that was ended. */
    private static final Set<StandardOpenOption> NEW_TEXT =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);

    /** The last one made is the first to go. */
    private final Deque<Path> made = new ArrayDeque<>();

    private boolean kept;

    /** With nothing written yet. */
    public WrittenFiles() {}

    /**
     * Writes a file of UTF-8, and the folders above it.
     *
     * @throws FileAlreadyExistsException when there is one
     */
    public void write(Path file, String text) throws IOException {
        copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), file);
    }

    /**
     * Writes what a stream gives, which stays open.
     *
     * @throws FileAlreadyExistsException when there is such a file
     */
    public void copy(InputStream content, Path file) throws IOException {
        makeFolder(file.toAbsolutePath().getParent());
        try (OutputStream out =
                Files.newOutputStream(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            made.push(file);
            content.transferTo(out);
        }
    }

    /**
     * Writes a file that is there whole or not at all, whatever ends the work: it is written beside
     * its place, and put there when the disk has it.
     *
     * @throws FileAlreadyExistsException when there is one
     */
    public void writeWhole(Path file, String text) throws IOException {
        makeFolder(file.toAbsolutePath().getParent());
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(beside, NEW_TEXT)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            made.push(file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Makes a folder and those above it, as far as they are not there. */
    void makeFolder(@Nullable Path folder) throws IOException {
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        makeFolder(folder.getParent());
        try {
            Files.createDirectory(folder);
            made.push(folder);
        } catch (FileAlreadyExistsException other) {
            // Somebody else was quicker.
            if (!Files.isDirectory(folder)) {
                throw other;
            }
        }
    }

    /** Has them stay. */
    public void keep() {
        kept = true;
    }

    /**
     * Removes what was made, unless it is kept.
     *
     * @throws IOException when something of it stays
     */
    @Override
    public void close() throws IOException {
        IOException left = null;
        while (!kept && !made.isEmpty()) {
            try {
                Files.deleteIfExists(made.pop());
            } catch (IOException stays) {
                if (left == null) {
                    left = stays;
                } else {
                    left.addSuppressed(stays);
                }
            }
        }
        if (left != null) {
            throw left;
        }
    }
}
