package dev.lifeguard.migrate.inspect.erd;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a catalogue is asked. Each answer is in the order of the columns of its table, key or
 * reference.
 *
 * @param usual the schema in which people look without being told
 * @param before statements that make the answers safe and consistent
 * @param columns schema, table, column (null for a table without any), type, whether it may be
 *     null, whether it is computed
 * @param keys schema, table, the key, {@code P} for the primary one and {@code U} for a unique one,
 *     column (null for an expression)
 * @param references schema, table, the constraint, column, schema and table of the parent
 * @param type a type as people write it
 */
record CatalogQuestions(
        String usual,
        List<String> before,
        String columns,
        String keys,
        String references,
        UnaryOperator<String> type) {

    CatalogQuestions {
        before = List.copyOf(before);
    }
}
