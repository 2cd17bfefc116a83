package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scripts of a catalog in the making, each version once. */
interface ScriptSet {

    /** An empty one that comes to the order of a layout. */
    static ScriptSet of(Layout layout) {
        return layout.order().orElse(null) == ByNumber.ORDER
                ? new SortedScripts()
                : new FoundScripts(layout.order().orElse(null));
    }

    /** Adds one, unless there is one of its version already: that stays, and is given. */
    @Nullable Script add(Script script);

    /** The one of a version's number, or null. */
    @Nullable Script find(long version);

    /** Takes another one in place of the one of its version. */
    void replace(Script script);

    /** How many there are. */
    int size();

    /** All of them in their order; nothing is added any more. */
    List<Script> all();
}
