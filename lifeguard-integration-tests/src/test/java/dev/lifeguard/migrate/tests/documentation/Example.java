package dev.lifeguard.migrate.tests.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a language in one of the project's documents. */
public final class Example {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\n(.*?)^```$");

    private Example() {}

    /** Them all, in their order. */
    public static List<String> all(String document, String language) {
        try {
            Matcher blocks = BLOCK.matcher(Files.readString(Path.of("..", document)));
            List<String> found =
                    blocks.results()
                            .filter(block -> block.group(1).equals(language))
                            .map(block -> block.group(2))
                            .toList();
            if (found.isEmpty()) {
                throw new AssertionError("%s has no %s".formatted(document, language));
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
