package dev.lifeguard.migrate.inspect.verify;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A column that gets made-up values.
 *
 * @param name quoted where SQL needs that
 * @param value one as a literal, by the number of the row from 1 to 9; values of two rows differ
 *     where the type has so many
 * @param parent the table and the column that a foreign key takes its values from
 */
record SeededColumn(String name, IntFunction<String> value, Optional<Parent> parent) {

    /** What a foreign key refers to, by the table's key. */
    record Parent(String table, String column) {}
}
