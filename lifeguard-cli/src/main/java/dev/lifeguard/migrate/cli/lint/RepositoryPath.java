package dev.lifeguard.migrate.cli.lint;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as the servers of repositories name it: from the top of the repository, with {@code /}.
 * Without a repository it is from the working directory.
 */
final class RepositoryPath {

    private static final String GIT = ".git";

    private RepositoryPath() {}

    /** The path of a file; an absolute one where it is outside. */
    static String of(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath().normalize();
        Path top = top(whole.startsWith(here) ? here : whole, here);
        Path shown = whole.startsWith(top) ? top.relativize(whole) : whole;
        return shown.toString().replace('\\', '/');
    }

    /** A work tree has a folder of that name at its top, a linked one a file. */
    private static Path top(Path from, Path otherwise) {
        for (Path at = from; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(GIT))) {
                return at;
            }
        }
        return otherwise;
    }
}
