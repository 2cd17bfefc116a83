package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the table whose rows a statement changes: the first name behind its verb. Of several
 * tables, which MariaDB can change at once, that is the first one, or the name that stands for it.
 */
final class BatchTarget {

    private static final Set<String> MODIFIERS =
            Set.of(
                    "LOW_PRIORITY",
                    "HIGH_PRIORITY",
                    "DELAYED",
                    "QUICK",
                    "IGNORE",
                    "INTO",
                    "FROM",
                    "ONLY");

    private final List<BatchToken> tokens;
    private final String verb;

    BatchTarget(List<BatchToken> tokens, String verb) {
        this.tokens = tokens;
        this.verb = verb;
    }

    /**
     * Where a name stands.
     *
     * @param start its first byte
     * @param end the byte behind its last one
     */
    record Place(int start, int end) {}

    /** Its place in the statement; empty where no name is there. */
    Optional<Place> place() {
        int first = 0;
        while (first < tokens.size() && !tokens.get(first).isWord(verb)) {
            first++;
        }
        do {
            first++;
        } while (first < tokens.size() && isModifier(tokens.get(first)));
        if (first >= tokens.size() || !tokens.get(first).isName()) {
            return Optional.empty();
        }
        int last = first;
        while (last + 2 < tokens.size()
                && tokens.get(last + 1).is(".")
                && tokens.get(last + 2).isName()) {
            last += 2;
        }
        return Optional.of(new Place(tokens.get(first).start(), tokens.get(last).end()));
    }

    private static boolean isModifier(BatchToken token) {
        return token.kind() == TokenKind.WORD
                && MODIFIERS.contains(token.text().toUpperCase(Locale.ROOT));
    }
}
