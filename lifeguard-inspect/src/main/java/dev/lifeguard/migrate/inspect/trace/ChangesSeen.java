package dev.lifeguard.migrate.inspect.trace;

import dev.lifeguard.migrate.inspect.trace.SchemaChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of the relations that were there before a statement. */
final class ChangesSeen {

    private final CatalogState before;
    private final CatalogState after;
    private final Map<Long, Work> work;
    private final List<SchemaChange> changes = new ArrayList<>();

    private ChangesSeen(CatalogState before, CatalogState after, Map<Long, Work> work) {
        this.before = before;
        this.after = after;
        this.work = work;
    }

    static List<SchemaChange> between(
            CatalogState before, CatalogState after, Map<Long, Work> work) {
        ChangesSeen seen = new ChangesSeen(before, after, work);
        Map<Long, Relation> there = new HashMap<>();
        for (Relation it : before.relations().values()) {
            if (it.canBeLocked() || it.isMaterializedView()) {
                seen.relation(it);
                there.put(it.id(), it);
            }
        }
        there.keySet().retainAll(after.relations().keySet());
        seen.changes.addAll(before.shape().changes(after.shape(), there));
        after.relations().values().forEach(seen::made);
        return seen.changes;
    }

    private void relation(Relation was) {
        Relation is = after.relations().get(was.id());
        if (is == null) {
            add(Kind.DROPPED, was, was.name());
            return;
        }
        if (!is.name().equals(was.name())) {
            add(Kind.RENAMED, was, is.name());
        }
        if (was.file() != is.file() && work.getOrDefault(was.id(), Work.BRIEF) == Work.BRIEF) {
            add(Kind.EMPTIED, was, was.name());
        }
        parent(was, is);
    }

    private void parent(Relation was, Relation is) {
        Relation left = before.relations().get(was.parent());
        if (was.parent() != is.parent() && left != null) {
            add(Kind.PARTITION_DETACHED, left, was.name());
        }
        Relation joined = before.relations().get(is.parent());
        if (was.parent() != is.parent() && joined != null) {
            add(Kind.PARTITION_ATTACHED, joined, was.name());
            add(Kind.PARTITION_ATTACHED, was, was.name());
        }
    }

    private void made(Relation is) {
        if (before.relations().containsKey(is.id())) {
            return;
        }
        Relation table = before.relations().get(is.table());
        if (is.isIndex() && table != null) {
            add(Kind.INDEX_ADDED, table, is.name());
        }
        Relation parent = before.relations().get(is.parent());
        if (!is.isIndex() && parent != null) {
            add(Kind.PARTITION_MADE, parent, is.name());
        }
    }

    private void add(Kind kind, Relation relation, String what) {
        changes.add(new SchemaChange(kind, relation.name(), what));
    }
}
