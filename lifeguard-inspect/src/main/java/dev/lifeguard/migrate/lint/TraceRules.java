package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.SchemaChange;
import dev.lifeguard.migrate.inspect.trace.SchemaChange.Kind;
import dev.lifeguard.migrate.inspect.trace.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rule something is about that was seen in a run. */
final class TraceRules {

    private static final Map<Kind, LintRule> SCANS =
            Map.of(
                    Kind.NOT_NULL_SET, LintRule.SET_NOT_NULL_SCAN,
                    Kind.CHECK_ADDED, LintRule.CHECK_VALIDATES_NOW,
                    Kind.FOREIGN_KEY_ADDED, LintRule.FK_VALIDATES_NOW,
                    Kind.VALIDATED, LintRule.VALIDATE_IN_SAME_TX,
                    Kind.PARTITION_ATTACHED, LintRule.ATTACH_SCANS,
                    Kind.TYPE_CHANGED, LintRule.TYPE_CHANGE_WITH_CHECK);

    private static final Map<Kind, LintRule> BUILDS =
            Map.of(
                    Kind.PRIMARY_KEY_ADDED, LintRule.PK_BUILDS_INDEX,
                    Kind.UNIQUE_ADDED, LintRule.UNIQUE_BUILDS_INDEX,
                    Kind.EXCLUSION_ADDED, LintRule.EXCLUSION,
                    Kind.INDEX_ADDED, LintRule.INDEX_BLOCKS_WRITES,
                    Kind.TYPE_CHANGED, LintRule.TYPE_CHANGE_REWRITES);

    private static final Map<Kind, LintRule> REWRITES =
            Map.of(
                    Kind.TYPE_CHANGED, LintRule.TYPE_CHANGE_REWRITES,
                    Kind.COLUMN_ADDED, LintRule.VOLATILE_DEFAULT,
                    Kind.IDENTITY_ADDED, LintRule.SERIAL_OR_IDENTITY_COLUMN,
                    Kind.STORED_ADDED, LintRule.STORED_GENERATED);

    /** Those that matter however long they take. */
    private static final Map<Kind, Found> CHANGES =
            Map.of(
                    Kind.DROPPED, new Found(LintRule.DROP_TABLE, "%2$s is dropped."),
                    Kind.RENAMED, new Found(LintRule.RENAME_TABLE, "%2$s becomes %1$s."),
                    Kind.EMPTIED, new Found(LintRule.TRUNCATE, "%2$s is emptied."),
                    Kind.COLUMN_DROPPED,
                            new Found(LintRule.DROP_COLUMN, "column %s of %s is dropped."),
                    Kind.COLUMN_RENAMED,
                            new Found(LintRule.RENAME_COLUMN, "%s is a column's new name in %s."),
                    Kind.NOT_NULL_DROPPED,
                            new Found(LintRule.DROP_NOT_NULL, "column %s of %s may be null."),
                    Kind.FOREIGN_KEY_DROPPED,
                            new Found(
                                    LintRule.DROP_FK_LOCKS_BOTH,
                                    "foreign key %s of %s is dropped."),
                    Kind.PARTITION_MADE,
                            new Found(
                                    LintRule.CREATE_PARTITION_OF,
                                    "%s is made as a partition of %s."),
                    Kind.PARTITION_DETACHED,
                            new Found(LintRule.DETACH_BLOCKS, "%s is detached from %s."));

    private TraceRules() {}

    /**
     * A rule and what was seen.
     *
     * @param seen with the place of a name and of its relation
     */
    record Found(LintRule rule, String seen) {}

    /** Of work under a lock that others wait for. */
    static LintRule ofWork(RelationLock lock, Traced traced) {
        List<Kind> own =
                traced.changes().stream()
                        .filter(it -> it.relation().equals(lock.relation()))
                        .map(SchemaChange::kind)
                        .toList();
        List<Kind> all = traced.changes().stream().map(SchemaChange::kind).toList();
        return of(own, lock.work())
                .or(() -> of(all, lock.work()))
                .orElseGet(() -> unchanged(lock, traced));
    }

    private static Optional<LintRule> of(List<Kind> kinds, Work work) {
        Map<Kind, LintRule> rules =
                switch (work) {
                    case BRIEF -> Map.of();
                    case SCAN -> SCANS;
                    case BUILD -> BUILDS;
                    case REWRITE -> REWRITES;
                };
        return kinds.stream().filter(rules::containsKey).map(rules::get).findFirst();
    }

    private static LintRule unchanged(RelationLock lock, Traced traced) {
        return switch (lock.work()) {
            case BRIEF, SCAN -> LintRule.WORK_AFTER_STRONG_LOCK;
            case BUILD -> LintRule.REINDEX_BLOCKS;
            case REWRITE ->
                    lock.mode() == LockMode.ACCESS_EXCLUSIVE
                                    && !traced.isHeldBefore(lock.relation())
                            ? LintRule.STORAGE_REWRITE
                            : LintRule.WORK_AFTER_STRONG_LOCK;
        };
    }

    /** Of a change, however long it takes; empty where that says nothing by itself. */
    static Optional<Found> ofChange(SchemaChange change) {
        return Optional.ofNullable(CHANGES.get(change.kind()))
                .map(
                        it ->
                                new Found(
                                        it.rule(),
                                        it.seen().formatted(change.what(), change.relation())));
    }
}
