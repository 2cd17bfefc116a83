package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Labels of an enum that are gone. */
final class LostLabels {

    private LostLabels() {}

    /** Those in words; empty where none is gone, or one of the two is no enum. */
    static Optional<String> of(List<String> before, List<String> now) {
        if (now.isEmpty() || now.containsAll(before)) {
            return Optional.empty();
        }
        return Optional.of(
                before.stream()
                        .filter(label -> !now.contains(label))
                        .map(label -> "'%s'".formatted(label.replace("'", "''")))
                        .collect(Collectors.joining(", ")));
    }
}
