package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The suppressions of a section. One above the first statement holds for all of them, another for
 * the statement below it. One without a reason suppresses nothing.
 */
final class Allows {

    private final List<Section.Allow> given = new ArrayList<>();
    private final List<SqlStatement> statements = new ArrayList<>();
    private final Set<Section.Allow> used = new HashSet<>();

    /**
     * Something that is wrong with one.
     *
     * @param written as it is in the file
     */
    record Fault(LintRule rule, Position place, String message, String written) {}

    void add(Section.Allow allow) {
        given.add(allow);
    }

    void addStatement(SqlStatement statement) {
        statements.add(statement);
    }

    /** Whether a finding of a rule in a statement is suppressed. */
    boolean allow(LintRule rule, SqlStatement statement) {
        boolean allowed = false;
        for (Section.Allow it : given) {
            if (!it.reason().isEmpty()
                    && LintRule.of(it.rule()).equals(Optional.of(rule))
                    && covers(it, statement)) {
                used.add(it);
                allowed = true;
            }
        }
        return allowed;
    }

    /** Whether a finding of the whole file is suppressed. */
    boolean allow(LintRule rule) {
        return !statements.isEmpty() && allow(rule, statements.getFirst());
    }

    private boolean covers(Section.Allow allow, SqlStatement statement) {
        long at = allow.position().offset();
        if (statements.stream().allMatch(it -> at < it.start().offset())) {
            return true;
        }
        long start = statement.start().offset();
        return at < start
                && statements.stream()
                        .map(it -> it.start().offset())
                        .noneMatch(begin -> at < begin && begin < start);
    }

    /** What is wrong with them, once all findings are there. */
    List<Fault> faults(LintSettings settings) {
        List<Fault> faults = new ArrayList<>();
        for (Section.Allow it : given) {
            Optional<LintRule> rule = LintRule.of(it.rule());
            if (rule.isEmpty()) {
                faults.add(
                        fault(
                                it,
                                LintRule.UNKNOWN_RULE,
                                "There is no rule \"%s\". The nearest name is \"%s\"."
                                        .formatted(
                                                it.rule(),
                                                LintRule.nearest(it.rule()).ruleName())));
            } else if (it.reason().isEmpty()) {
                faults.add(
                        fault(
                                it,
                                LintRule.ALLOW_WITHOUT_REASON,
                                "The suppression of \"%s\" has no reason, so it suppresses nothing. Write why this is safe here behind the name."
                                        .formatted(it.rule())));
            } else if (!used.contains(it) && settings.level(rule.get()).isPresent()) {
                faults.add(
                        fault(
                                it,
                                LintRule.UNUSED_ALLOW,
                                "The rule \"%s\" finds nothing here. Take the suppression out."
                                        .formatted(it.rule())));
            }
        }
        return faults;
    }

    private static Fault fault(Section.Allow allow, LintRule rule, String message) {
        return new Fault(
                rule,
                allow.position(),
                message,
                "-- lifeguard:allow %s %s".formatted(allow.rule(), allow.reason()).strip());
    }
}
