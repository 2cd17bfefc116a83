package dev.lifeguard.migrate.connect;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database URL with a path in it that is relative to a folder, and not to the working directory.
 */
final class RelativeUrl {

    /** What is in front of the path, the path, and what is behind it. */
    private static final Pattern WITH_PATH =
            Pattern.compile(
                    "(?i)((?:jdbc:)?sqlite:(?:file:)?|embedded:postgres(?:ql)?:|jdbc:h2:(?:file:)?(?=\\.))"
                        + "([^?;]*)(.*)");

    private static final Pattern EMBEDDED = Pattern.compile("(?i)embedded:postgres(ql)?:?");

    private RelativeUrl() {}

    /** The same with that path resolved; any other as it is. */
    static String resolve(String url, Path folder) {
        if (folder.toString().isEmpty()) {
            return url;
        }
        if (EMBEDDED.matcher(url).matches()) {
            return "embedded:postgresql:" + folder.resolve(DatabaseUrl.DEFAULT_DIRECTORY);
        }
        Matcher found = WITH_PATH.matcher(url);
        if (!found.matches() || !isRelative(found.group(2))) {
            return url;
        }
        return found.group(1) + folder.resolve(found.group(2)).normalize() + found.group(3);
    }

    /** Not a file in memory, an absolute path, or one that is not there. */
    private static boolean isRelative(String path) {
        if (path.isEmpty()
                || path.startsWith(":")
                || path.startsWith("/")
                || path.startsWith("~")) {
            return false;
        }
        try {
            return !Path.of(path).isAbsolute();
        } catch (InvalidPathException odd) {
            return false;
        }
    }
}
