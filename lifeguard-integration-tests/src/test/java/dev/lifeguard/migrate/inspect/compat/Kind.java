package dev.lifeguard.migrate.inspect.compat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A migration and the statements that it breaks. */
record Kind(String name, String migration, List<String> broken) {

    static List<Kind> all(String file) {
        return Stream.of(resource(file).split("(?m)^= ")).skip(1).map(Kind::of).toList();
    }

    private static Kind of(String text) {
        List<String> lines = text.lines().toList();
        return new Kind(
                lines.getFirst().strip(),
                lines.stream()
                        .skip(1)
                        .filter(line -> !line.startsWith("! "))
                        .collect(Collectors.joining("\n", "", "\n")),
                lines.stream()
                        .filter(line -> line.startsWith("! "))
                        .map(line -> line.substring(2))
                        .toList());
    }

    static String resource(String name) {
        try (InputStream file = Kind.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
