package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.Optional;

/**
 * An object as the catalogue has it.
 *
 * @param address the number of a catalogue and a number in it
 * @param sql its statements
 * @param of the address of what it belongs to
 */
record PgRow(
        Phase phase,
        String address,
        ObjectType type,
        String object,
        String sql,
        Optional<String> of) {}
