package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The file of a database that is one, which its driver would make where it is not there. */
final class MissingFile {

    private MissingFile() {}

    /**
     * Refuses a database whose file is not there.
     *
     * @param url as its driver takes it
     */
    static void refuse(String url) {
        file(url)
                .filter(file -> !Files.exists(file))
                .ifPresent(
                        file -> {
                            throw new DatabaseUnreachableException(
                                    ErrorDetail.of(
                                            ErrorKind.DATABASE_UNREACHABLE,
                                            ("The database does not exist: there is no file"
                                                            + " \"%s\". Check its path; up makes"
                                                            + " it.")
                                                    .formatted(file)),
                                    null);
                        });
    }

    /** Empty for a database in memory or on a server, and where the driver alone knows the file. */
    private static Optional<Path> file(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:sqlite:")) {
            return sqlite(url.substring("jdbc:sqlite:".length()));
        }
        return lower.startsWith("jdbc:h2:")
                ? h2(url.substring("jdbc:h2:".length()))
                : Optional.empty();
    }

    private static Optional<Path> sqlite(String rest) {
        String name = rest.replaceFirst("[?].*", "");
        boolean elsewhere = name.isEmpty() || name.startsWith(":") || rest.contains("mode=memory");
        return elsewhere ? Optional.empty() : path(name.replaceFirst("^(?i)file:(//)?", ""));
    }

    private static Optional<Path> h2(String rest) {
        String name = rest.replaceFirst(";.*", "").replaceFirst("^(?i)file:", "");
        return name.matches("(?i)(mem|tcp|ssl|zip|split|nio\\w*|async|retry|classpath):.*")
                ? Optional.empty()
                : path(name.replaceFirst("^~", System.getProperty("user.home")) + ".mv.db");
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException odd) {
            return Optional.empty();
        }
    }
}
