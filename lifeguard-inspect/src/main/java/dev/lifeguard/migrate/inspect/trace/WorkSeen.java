package dev.lifeguard.migrate.inspect.trace;

import dev.lifeguard.migrate.inspect.trace.CatalogState.ForeignKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a statement did to the relations that were there before it, told by what the catalogue says
 * before and after.
 *
 * <ol>
 *   <li>A table with another file was written anew, or else emptied, which takes a moment. Written
 *       anew was one that has another TOAST table or tablespace, and one that was read more often
 *       than to build its indexes.
 *   <li>An index with another file was built anew; so was one that is new, unless its file was
 *       another index's: a change of a column's type takes over the files of the indexes that fit.
 *   <li>The server counts how often all of a table was read, also of an empty one.
 *   <li>A new foreign key for which the child was read has read the parent too, which the plan for
 *       an empty child does not come to.
 *   <li>What happens to a partition happens under the lock of what it is a partition of.
 * </ol>
 */
final class WorkSeen {

    /** Whether the server tells of reading, which it does within a transaction. */
    enum Counts {
        /** It does. */
        KNOWN,
        /** The statement had transactions of its own. */
        UNKNOWN
    }

    private final CatalogState before;
    private final CatalogState after;
    private final Counts counts;
    private final String kind;
    private final Map<Long, Work> work = new HashMap<>();

    private WorkSeen(CatalogState before, CatalogState after, Counts counts, String kind) {
        this.before = before;
        this.after = after;
        this.counts = counts;
        this.kind = kind;
    }

    /**
     * By the relations' numbers; of one that is not in it the work was brief.
     *
     * @param kind what the statement is, short and in upper case
     */
    static Map<Long, Work> between(
            CatalogState before, CatalogState after, Counts counts, String kind) {
        WorkSeen seen = new WorkSeen(before, after, counts, kind);
        before.relations().values().stream().filter(Relation::isTable).forEach(seen::table);
        before.relations().values().stream().filter(Relation::isIndex).forEach(seen::index);
        after.relations().values().stream().filter(Relation::isIndex).forEach(seen::newIndex);
        after.keys().forEach(seen::foreignKey);
        seen.partitions();
        return seen.work;
    }

    private void table(Relation was) {
        Relation is = after.relations().get(was.id());
        // A table that this transaction has made anew is emptied in its place.
        if (is == null || kind.startsWith("TRUNCATE")) {
            return;
        }
        boolean read = is.scans() > was.scans();
        if (was.file() != is.file()) {
            add(was.id(), isWrittenAnew(was, is) ? Work.REWRITE : Work.BRIEF);
        } else if (read) {
            add(was.id(), Work.SCAN);
        }
    }

    private boolean isWrittenAnew(Relation was, Relation is) {
        long indexes =
                after.relations().values().stream()
                        .filter(index -> index.isIndex() && index.table() == is.id())
                        .count();
        return counts == Counts.UNKNOWN
                || kind.startsWith("CLUSTER")
                || was.isMaterializedView()
                || was.space() != is.space()
                || was.toast() != is.toast()
                || is.scans() - was.scans() > indexes;
    }

    private void index(Relation was) {
        Relation is = after.relations().get(was.id());
        Relation table = before.relations().get(was.table());
        if (is == null || table == null || kind.startsWith("TRUNCATE")) {
            return;
        }
        Relation tableNow = after.relations().getOrDefault(table.id(), table);
        boolean emptied = table.file() != tableNow.file() && !isRewritten(table.id());
        if (was.file() != is.file() && !emptied) {
            add(was.id(), Work.BUILD);
            add(table.id(), Work.BUILD);
        }
    }

    private void newIndex(Relation is) {
        if (before.relations().containsKey(is.id())
                || !before.relations().containsKey(is.table())) {
            return;
        }
        Set<Long> files =
                before.relations().values().stream()
                        .filter(Relation::isIndex)
                        .map(Relation::file)
                        .collect(Collectors.toSet());
        if (files.contains(is.file())) {
            return;
        }
        add(is.table(), Work.BUILD);
        before.relations().values().stream()
                .filter(was -> was.name().equals(is.name()) && was.table() == is.table())
                .forEach(was -> add(was.id(), Work.BUILD));
    }

    private boolean isRewritten(long table) {
        return work.getOrDefault(table, Work.BRIEF) == Work.REWRITE;
    }

    private void foreignKey(ForeignKey key) {
        boolean isNew = !before.keys().contains(key);
        if (isNew
                && work.containsKey(key.child())
                && before.relations().containsKey(key.parent())) {
            add(key.parent(), Work.SCAN);
        }
    }

    private void partitions() {
        for (Relation was : before.relations().values()) {
            Work done = work.get(was.id());
            Relation at = was;
            while (done != null && at != null && at.parent() != 0) {
                add(at.parent(), done);
                at = before.relations().get(at.parent());
            }
        }
    }

    private void add(long relation, Work done) {
        work.merge(relation, done, Work::or);
    }
}
