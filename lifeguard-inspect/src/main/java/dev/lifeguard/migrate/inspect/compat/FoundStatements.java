package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.stream.Stream;

/**
 * Texts of statements of an application.
 *
 * @param texts as they were found
 * @param unreadable those that are there and cannot be read
 */
public record FoundStatements(List<String> texts, List<NotAnalysed> unreadable) {

    /** Copies the lists. */
    public FoundStatements {
        texts = List.copyOf(texts);
        unreadable = List.copyOf(unreadable);
    }

    /** Those and others. */
    public FoundStatements and(FoundStatements others) {
        return new FoundStatements(
                Stream.concat(texts.stream(), others.texts.stream()).toList(),
                Stream.concat(unreadable.stream(), others.unreadable.stream()).toList());
    }
}
