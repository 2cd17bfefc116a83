package dev.lifeguard.migrate.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the database holds, as its state table says: immutable, sorted by version. */
public final class History {

    private final NavigableMap<Long, MigrationRecord> records;

    /** A history of some rows, in any order. */
    public History(List<MigrationRecord> rows) {
        NavigableMap<Long, MigrationRecord> sorted = new TreeMap<>();
        rows.forEach(row -> sorted.put(row.version(), row));
        this.records = Collections.unmodifiableNavigableMap(sorted);
    }

    /** All rows, oldest version first. */
    public Collection<MigrationRecord> records() {
        return records.values();
    }

    /** All rows, newest version first. */
    Collection<MigrationRecord> newestFirst() {
        return records.descendingMap().values();
    }

    /** The row of a version, if there is one. */
    public Optional<MigrationRecord> find(long version) {
        return Optional.ofNullable(records.get(version));
    }

    /** The newest version that is applied whole, if there is one. */
    Optional<MigrationRecord> newestApplied() {
        return newestFirst().stream().filter(MigrationRecord::success).findFirst();
    }
}
