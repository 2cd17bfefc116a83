package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Migration;
import java.io.IOException;

/** Where the object comes from that is a Java migration; it is asked for when it is needed. */
interface JavaCode {

    /**
     * Its class, of which nothing has run: what only looks at migrations asks for this.
     *
     * @throws InvalidScriptException when it cannot be compiled, or can be no migration
     */
    Class<? extends Migration> type();

    /**
     * The migration, made by the code of its author.
     *
     * @throws InvalidScriptException when it cannot be compiled or made
     */
    Migration migration();

    /**
     * Whether its source holds a text; never where the source is not known.
     *
     * @throws IOException when it cannot be read
     */
    default boolean holds(String text) throws IOException {
        return false;
    }
}
