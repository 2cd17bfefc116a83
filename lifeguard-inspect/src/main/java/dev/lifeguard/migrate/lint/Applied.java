package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which migrations a database has.
 *
 * @param versions those that are applied whole
 * @param late those that are not begun, and stand before the newest that is applied
 * @param newest that one, as messages show it; empty where none is applied
 */
record Applied(Set<MigrationVersion> versions, Set<MigrationVersion> late, String newest) {

    /** Where no database was asked. */
    static final Applied UNKNOWN = new Applied(Set.of(), Set.of(), "");

    /** Copies the sets. */
    Applied {
        versions = Set.copyOf(versions);
        late = Set.copyOf(late);
    }

    static Applied of(MigrationStatus status) {
        Map<MigrationVersion, String> labels = new HashMap<>();
        for (MigrationRecord record : status.applied()) {
            labels.put(record.version(), record.label());
        }
        List<MigrationVersion> order =
                status.order().stream().filter(it -> !it.isRepeatable()).toList();
        Optional<MigrationVersion> newest =
                order.reversed().stream().filter(labels::containsKey).findFirst();
        Set<MigrationVersion> late = new HashSet<>();
        newest.ifPresent(
                last ->
                        order.stream()
                                .takeWhile(it -> !it.equals(last))
                                .filter(it -> !labels.containsKey(it))
                                .forEach(late::add));
        for (PendingMigration it : status.pending()) {
            if (it.statementsDone() != null) {
                late.remove(it.version());
            }
        }
        return new Applied(labels.keySet(), late, newest.map(labels::get).orElse(""));
    }
}
