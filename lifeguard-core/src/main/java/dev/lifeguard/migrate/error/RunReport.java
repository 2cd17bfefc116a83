package dev.lifeguard.migrate.error;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run had done when it failed.
 *
 * @param applied what it applied, committed, in the order in which it did
 * @param rolledBack what it rolled back, committed, in the order in which it did
 * @param left what it had planned besides, the migration that failed first; where a connection was
 *     lost at a COMMIT that one may be done all the same, as the message says
 */
public record RunReport(List<Step> applied, List<Step> rolledBack, List<Step> left)
        implements Serializable {

    /** Copies the lists. */
    public RunReport {
        applied = List.copyOf(applied);
        rolledBack = List.copyOf(rolledBack);
        left = List.copyOf(left);
    }

    /**
     * A migration of the run.
     *
     * @param version the number of its version; of a repeatable one, which has none, a negative
     *     number that stands for it
     * @param label what its files call that, or null where it is the number's 14 digits
     * @param name the migration's name
     */
    public record Step(long version, @Nullable String label, String name) implements Serializable {

        /** Whether it is a repeatable one. */
        public boolean repeatable() {
            return version < 0;
        }
    }
}
