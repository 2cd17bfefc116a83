package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.takeover.ForeignRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of Liquibase's history.
 *
 * @param path of the file, as Liquibase compares it
 * @param at when it was applied, or null
 * @param order in which it was applied
 * @param type {@code EXECUTED}, {@code RERAN}, {@code MARK_RAN}, {@code FAILED} or {@code SKIPPED}
 * @param sum the checksum, or null where it was cleared
 */
record RecordedChangeset(
        String id,
        String author,
        String path,
        @Nullable Instant at,
        long order,
        String type,
        @Nullable String sum) {

    static final List<String> COLUMNS =
            List.of(
                    "id",
                    "author",
                    "filename",
                    "dateexecuted",
                    "orderexecuted",
                    "exectype",
                    "md5sum");

    private static final Comparator<RecordedChangeset> BY_ORDER =
            Comparator.comparingLong(RecordedChangeset::order)
                    .thenComparing(row -> Objects.requireNonNullElse(row.at(), Instant.EPOCH));

    static RecordedChangeset of(ForeignRow row) {
        Long order = row.number("orderexecuted");
        String sum = row.text("md5sum");
        return new RecordedChangeset(
                Objects.requireNonNullElse(row.text("id"), ""),
                Objects.requireNonNullElse(row.text("author"), ""),
                RecordedPath.normal(Objects.requireNonNullElse(row.text("filename"), "")),
                row.time("dateexecuted"),
                order == null ? 0 : order,
                Objects.requireNonNullElse(row.text("exectype"), "").strip(),
                sum == null || sum.isBlank() ? null : sum.strip());
    }

    /** As messages call it. */
    String label() {
        return path + "::" + id + "::" + author;
    }

    /** By which a changeset is known, whatever its file is. */
    String names() {
        return (id + "::" + author).toLowerCase(Locale.ROOT);
    }

    /** In the order in which they were applied; of several of one changeset the last one counts. */
    static List<RecordedChangeset> lastOfEach(List<RecordedChangeset> rows) {
        List<RecordedChangeset> sorted = new ArrayList<>(rows);
        sorted.sort(BY_ORDER);
        Map<String, RecordedChangeset> last = new LinkedHashMap<>();
        for (RecordedChangeset row : sorted) {
            String label = row.label().toLowerCase(Locale.ROOT);
            last.remove(label);
            last.put(label, row);
        }
        return List.copyOf(last.values());
    }
}
