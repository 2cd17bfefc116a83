package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;

/**
 * The places of migrations among those applied, by which {@code down} goes back: each is behind all
 * that are applied when it is recorded, whether a run, a baseline or an import does that.
 */
public final class AppliedOrder {

    /** The place of the last one. */
    private long last;

    /** Behind what is applied whole. */
    public AppliedOrder(History history) {
        this.last = history.lastOrder();
    }

    /** Before anything is applied. */
    AppliedOrder() {
        this.last = 0;
    }

    /**
     * The place of the next one: its number where that is greater than all before; else, and where
     * numbers say nothing of the order of versions, places are counted. A repeatable one has none,
     * and stands at its number.
     */
    public long next(MigrationVersion version) {
        return version.label() == null || version.isRepeatable()
                ? kept(version.number())
                : kept(last + 1);
    }

    /**
     * The place of one that has a place: the same, unless one before it has come there.
     *
     * @param place negative of a repeatable one
     */
    long kept(long place) {
        if (place < 0) {
            return place;
        }
        last = Math.max(place, last + 1);
        return last;
    }
}
