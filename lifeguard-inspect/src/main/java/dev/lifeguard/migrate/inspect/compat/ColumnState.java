package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Set;

/**
 * A column as the catalogue has it.
 *
 * @param type as SQL writes it
 * @param base the type that values have to fit; of a domain the one below it
 * @param presence whether it takes a null
 * @param fill what a row gets that names no value
 * @param rules what the constraints of its domain say
 * @param labels of an enum, or of the enum in an array
 */
record ColumnState(
        String name,
        String type,
        ColumnType base,
        Presence presence,
        Fill fill,
        Set<String> rules,
        List<String> labels) {

    ColumnState {
        rules = Set.copyOf(rules);
        labels = List.copyOf(labels);
    }

    /** Whether it takes a null. */
    enum Presence {
        /** It does. */
        OPTIONAL,
        /** NOT NULL, its own or its domain's. */
        REQUIRED
    }

    /** What a row gets that names no value. */
    enum Fill {
        /** Null. */
        NOTHING,
        /** The same value in each row. */
        CONSTANT,
        /** What a function, a sequence or the other columns make of it. */
        COMPUTED
    }

    boolean isRequired() {
        return presence == Presence.REQUIRED;
    }
}
