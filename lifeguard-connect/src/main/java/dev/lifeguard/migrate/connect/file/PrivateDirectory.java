package dev.lifeguard.migrate.connect.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A directory that no other user of the machine can look into, write to, or put another one in the
 * place of.
 *
 * <p>Where the file system has no owners and modes, as on Windows, nothing is checked: there a
 * user's directories are private by themselves.
 *
 * @param path without links
 */
public record PrivateDirectory(Path path) {

    private static final boolean HAS_MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final int OTHERS_WRITE = 0002;
    private static final int GROUP_OR_OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    /**
     * Makes it, and those above it, where it is not there.
     *
     * @throws IOException when it cannot be made, or is not this user's alone
     */
    public static PrivateDirectory make(Path wanted) throws IOException {
        Path absolute = wanted.toAbsolutePath().normalize();
        Path above = absolute.getParent();
        if (above == null) {
            throw new FileSystemException(wanted.toString(), null, "it is the root");
        }
        Files.createDirectories(above, attributes());
        Path path = above.toRealPath().resolve(absolute.getFileName());
        try {
            Files.createDirectory(path, attributes());
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw there;
            }
        }
        requireOwn(path);
        close(path);
        return new PrivateDirectory(path);
    }

    /** What a new directory is made with. */
    public static FileAttribute<?>[] attributes() {
        return HAS_MODES
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    /** What a new file is made with. */
    public static FileAttribute<?>[] attributesOfFile() {
        return HAS_MODES
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Takes all rights from everybody else. */
    public static void close(Path directory) throws IOException {
        if (HAS_MODES && !Files.getPosixFilePermissions(directory).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        }
    }

    /** Whether others may put something into it. */
    public static boolean isWritableByOthers(Path directory) throws IOException {
        return HAS_MODES && (mode(directory) & GROUP_OR_OTHERS_WRITE) != 0;
    }

    /** Whether it is this user's. */
    public static boolean isOwn(Path directory) throws IOException {
        return !HAS_MODES || user(directory) == ownUser(directory);
    }

    /** Checks that it is, and that nobody but root and this user can put another in its place. */
    private static void requireOwn(Path directory) throws IOException {
        if (!isOwn(directory)) {
            throw refused(directory, "belongs to another user");
        }
        if (!HAS_MODES) {
            return;
        }
        int own = user(directory);
        for (Path above = directory.getParent(); above != null; above = above.getParent()) {
            int owner = user(above);
            if (owner != own && owner != ROOT && owner != user(directory.getRoot())) {
                throw refused(directory, "is in \"%s\" of another user".formatted(above));
            }
            if ((mode(above) & OTHERS_WRITE) != 0 && (mode(above) & STICKY) == 0) {
                throw refused(
                        directory, "is in \"%s\", where everybody may write".formatted(above));
            }
        }
    }

    /** Java does not tell who this process is: whoever owns what it makes. */
    private static int ownUser(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", "");
        try {
            return user(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static int user(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static IOException refused(Path directory, String why) {
        return new FileSystemException(directory.toString(), null, "it " + why);
    }
}
