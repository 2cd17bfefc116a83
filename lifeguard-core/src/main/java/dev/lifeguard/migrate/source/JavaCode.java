package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Migration;

/** Where the object comes from that is a Java migration; it is asked for when it is needed. */
@FunctionalInterface
interface JavaCode {

    /**
     * The migration.
     *
     * @throws InvalidScriptException when it cannot be compiled or made
     */
    Migration migration();
}
