package dev.lifeguard.migrate.inspect.drift;

import dev.lifeguard.migrate.inspect.snapshot.ObjectType;
import java.util.Optional;

/**
 * One object in which two schemas differ.
 *
 * @param object its qualified name; a comment and a grant have that of what they are about
 * @param expected its SQL in the one; empty where it is not there
 * @param actual its SQL in the other; empty where it is not there
 */
public record Difference(
        ObjectType type, String object, Optional<String> expected, Optional<String> actual) {

    /** How they differ. */
    public enum Kind {
        /** It is expected and not there. */
        MISSING,
        /** It is there and not expected. */
        EXTRA,
        /** It is there in another way. */
        CHANGED
    }

    /** How they differ. */
    public Kind kind() {
        if (actual.isEmpty()) {
            return Kind.MISSING;
        }
        return expected.isEmpty() ? Kind.EXTRA : Kind.CHANGED;
    }
}
