package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule says of a statement, or of a part of it.
 *
 * @param part which part, so that each has one diagnosis: 0 is the statement as a whole
 * @param position in the statement's text, an index; -1 is its begin
 * @param table whose rows and readers it is about, where it is about those of one
 * @param atMost a level that it does not exceed
 */
record Diagnosis(
        LintRule rule,
        int part,
        int position,
        String message,
        Optional<Table> table,
        List<LintLock> locks,
        String safeWay,
        LintLevel atMost) {

    /** Copies the list. */
    Diagnosis {
        locks = List.copyOf(locks);
    }

    // Error Prone's annotation for such methods would be one dependency more.
    @SuppressWarnings("AnnotateFormatMethod")
    static Diagnosis of(LintRule rule, String message, Object... names) {
        return new Diagnosis(
                rule,
                0,
                -1,
                names.length == 0 ? message : message.formatted(names),
                Optional.empty(),
                List.of(),
                "",
                LintLevel.ERROR);
    }

    Diagnosis about(Table it) {
        return new Diagnosis(
                rule, part, position, message, Optional.of(it), locks, safeWay, atMost);
    }

    Diagnosis at(int index) {
        return new Diagnosis(rule, part, index, message, table, locks, safeWay, atMost);
    }

    Diagnosis ofPart(int number) {
        return new Diagnosis(rule, number, position, message, table, locks, safeWay, atMost);
    }

    Diagnosis atMost(LintLevel level) {
        return new Diagnosis(rule, part, position, message, table, locks, safeWay, level);
    }

    // As above.
    @SuppressWarnings("AnnotateFormatMethod")
    Diagnosis safe(String sql, Object... names) {
        return new Diagnosis(
                rule,
                part,
                position,
                message,
                table,
                locks,
                names.length == 0 ? sql : sql.formatted(names),
                atMost);
    }

    /**
     * Its level where a project has these settings; empty where its rule is off, or is about
     * something that its table has none of.
     */
    Optional<LintLevel> level(LintSettings settings) {
        if (table.filter(rule::isExempt).isPresent()) {
            return Optional.empty();
        }
        boolean small = table.filter(it -> rule.isSmall(it, settings.smallTable())).isPresent();
        return settings.level(rule)
                .map(level -> small ? LintLevel.INFO : level)
                .map(level -> level.compareTo(atMost) <= 0 ? level : atMost);
    }

    /** Whether a lock of it is kept while all rows are read or written. */
    boolean takesLong() {
        return locks.stream().anyMatch(it -> it.work() != Work.BRIEF);
    }

    /**
     * Whether another change of the table goes through its rows in the same pass where it is in the
     * same ALTER TABLE. Foreign keys are checked each by a query of its own, and indexes are built
     * one after the other.
     */
    boolean sharesAPass() {
        return rule != LintRule.WORK_AFTER_STRONG_LOCK
                && rule != LintRule.VALIDATE_IN_SAME_TX
                && locks.stream()
                        .filter(it -> it.mode() == LockMode.ACCESS_EXCLUSIVE)
                        .anyMatch(it -> it.work() == Work.SCAN || it.work() == Work.REWRITE);
    }

    /** With a lock of the table that it is about. */
    Diagnosis lock(Table it, LockMode mode, Work work) {
        return lock(it.relation(), mode, work);
    }

    Diagnosis lock(String relation, LockMode mode, Work work) {
        List<LintLock> more = new ArrayList<>(locks);
        more.add(new LintLock(relation, mode, work));
        return new Diagnosis(rule, part, position, message, table, more, safeWay, atMost);
    }
}
