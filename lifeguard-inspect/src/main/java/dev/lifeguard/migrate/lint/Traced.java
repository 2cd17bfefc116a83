package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.explain.ExplainedStatement;
import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.RelationLock.Kind;
import dev.lifeguard.migrate.inspect.trace.SchemaChange;
import dev.lifeguard.migrate.inspect.trace.Work;
import java.util.List;

/**
 * What a statement did on a scratch database to what was there before the run.
 *
 * @param statement what was seen of it
 * @param before what was seen of those above it in its migration
 */
record Traced(ExplainedStatement statement, List<ExplainedStatement> before) {

    /** Those of tables. */
    List<RelationLock> tableLocks() {
        return statement.locks().stream().filter(it -> it.kind() == Kind.TABLE).toList();
    }

    List<SchemaChange> changes() {
        return statement.trace().changes();
    }

    /** Its locks as findings tell them: without those that keep nobody from anything. */
    List<LintLock> told() {
        return statement.locks().stream()
                .filter(it -> it.mode() != LockMode.ACCESS_SHARE)
                .map(it -> new LintLock(it.relation(), it.mode(), it.work()))
                .toList();
    }

    /** Whether it was seen that no row of a relation is written anew, though it was changed. */
    boolean leavesRows(String relation) {
        return statement.transaction() != 0
                && statement.locks().stream()
                        .anyMatch(
                                it ->
                                        it.relation().equals(relation)
                                                && it.work() == Work.BRIEF
                                                && it.mode() == LockMode.ACCESS_EXCLUSIVE);
    }

    /** Whether a statement above it in its transaction has locked a relation against writers. */
    boolean isHeldBefore(String relation) {
        return statement.transaction() != 0
                && before.stream()
                        .filter(it -> it.transaction() == statement.transaction())
                        .flatMap(it -> it.locks().stream())
                        .anyMatch(it -> it.relation().equals(relation) && isStrong(it));
    }

    /** Whether others wait for it who write. */
    static boolean isStrong(RelationLock lock) {
        return Effects.isStrong(lock.mode());
    }
}
