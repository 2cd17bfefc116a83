package dev.lifeguard.migrate.planning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a history in the order of their versions.
 *
 * @param records oldest first
 */
record OrderedHistory(List<HistoryRow> records) {

    /** The newest one that is applied whole, or null. */
    @Nullable HistoryRow newestApplied() {
        int at = records.size() - 1;
        while (at >= 0 && !records.get(at).success()) {
            at--;
        }
        return at < 0 ? null : records.get(at);
    }

    /** The newest one that stands for all older ones, or null. */
    @Nullable HistoryRow baseline() {
        int at = records.size() - 1;
        while (at >= 0 && !records.get(at).isBaseline()) {
            at--;
        }
        return at < 0 ? null : records.get(at);
    }
}
