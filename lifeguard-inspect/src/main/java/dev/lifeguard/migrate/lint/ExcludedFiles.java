package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.connect.words.Refused;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Files that are not to be looked at, by patterns for their paths. */
public final class ExcludedFiles {

    private ExcludedFiles() {}

    /**
     * Whether a file, relative to its migrations directory, is one of them.
     *
     * @param globs as {@code generated/**}
     * @param origin where they were said, for a message
     * @throws dev.lifeguard.migrate.error.ConfigurationException when one is no pattern
     */
    public static Predicate<String> matching(List<String> globs, String origin) {
        List<PathMatcher> matchers =
                globs.stream()
                        .flatMap(ExcludedFiles::alsoAtTheTop)
                        .map(glob -> matcher(glob, origin))
                        .toList();
        return name -> matchers.stream().anyMatch(each -> each.matches(Path.of(name)));
    }

    /** Between "**" and "/" there may be no folder at all. */
    private static Stream<String> alsoAtTheTop(String glob) {
        return glob.startsWith("**/") ? Stream.of(glob, glob.substring(3)) : Stream.of(glob);
    }

    private static PathMatcher matcher(String glob, String origin) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException invalid) {
            throw Refused.because(
                    "%s: \"%s\" is no pattern for paths: %s."
                            .formatted(origin, glob, invalid.getDescription()),
                    invalid);
        }
    }
}
