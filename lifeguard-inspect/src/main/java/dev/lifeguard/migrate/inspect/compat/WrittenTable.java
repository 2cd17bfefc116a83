package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.ColumnState.Fill;
import dev.lifeguard.migrate.inspect.compat.TableState.Check;
import dev.lifeguard.migrate.inspect.compat.TableState.Reference;
import dev.lifeguard.migrate.inspect.compat.TableState.Rule;
import dev.lifeguard.migrate.inspect.compat.TableState.UniqueKey;
import dev.lifeguard.migrate.inspect.compat.Write.Columns;
import dev.lifeguard.migrate.inspect.compat.Write.Kind;
import dev.lifeguard.migrate.inspect.compat.Write.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table that a statement writes, before the migrations and now: what it takes from a row now that
 * it did not take before.
 */
final class WrittenTable {

    private final Write write;
    private final TableState before;
    private final TableState now;
    private final ImpliedConditions implied;
    private final Map<String, Value> written;
    private final List<Said> said = new ArrayList<>();

    WrittenTable(Write write, TableState before, TableState now, ImpliedConditions implied) {
        this.write = write;
        this.before = before;
        this.now = now;
        this.implied = implied;
        this.written = write.in(before);
    }

    List<Said> said() {
        order();
        now.columns().forEach(this::column);
        now.rules().stream().filter(this::isNew).forEach(this::rule);
        now.triggers().stream()
                .filter(trigger -> trigger.firesFor(write.kind()))
                .filter(trigger -> before.triggers().stream().noneMatch(trigger::isLike))
                .forEach(
                        trigger ->
                                said.add(
                                        Said.caution(
                                                "The trigger \"%s\" runs with it, and what that does was not looked at."
                                                        .formatted(trigger.name()))));
        return said;
    }

    /** Values without names go to the columns by their places. */
    private void order() {
        if (write.columns() instanceof Columns.Named) {
            return;
        }
        List<String> then = List.copyOf(written.keySet());
        List<String> names = List.copyOf(write.in(now).keySet());
        int count = Math.min(then.size(), names.size());
        if (!then.subList(0, count).equals(names.subList(0, count))) {
            said.add(
                    Said.breaks(
                            "It names no columns, and its values for %s of %s go to %s now."
                                    .formatted(
                                            String.join(", ", then),
                                            now.said(),
                                            String.join(", ", names))));
        }
    }

    private void column(ColumnState column) {
        Optional<ColumnState> old = before.column(column.name());
        Value value = written.get(column.name());
        if (value != null) {
            old.ifPresent(it -> fits(column, it));
        }
        boolean requiredNow = column.isRequired() && old.filter(ColumnState::isRequired).isEmpty();
        if (value == Value.MAYBE_NULL && requiredNow) {
            presence(column.name());
        }
        if (value == null && write.kind().makesRows()) {
            unnamed(column, old);
        }
    }

    /** A null was taken before, and is not now. */
    private void presence(String column) {
        String quoted = TableName.quoted(column);
        if (before.column(column).isPresent()
                && !implied.excludes(before, quoted + " IS NULL")
                && !isFilled(column)) {
            said.add(
                    Said.breaks(
                            "It writes %s.%s, which takes no null now."
                                    .formatted(now.said(), column)));
        }
    }

    private boolean isFilled(String column) {
        return now.triggers().stream().anyMatch(each -> each.mayFill(column, write.kind()));
    }

    private void unnamed(ColumnState column, Optional<ColumnState> old) {
        boolean couldBe =
                old.filter(it -> it.isRequired() && it.fill() == Fill.NOTHING).isPresent();
        if (column.fill() != Fill.NOTHING || couldBe || isFilled(column.name())) {
            return;
        }
        if (column.isRequired()) {
            said.add(
                    Said.breaks(
                            "It gives %s.%s no value, which takes no null and has no default now."
                                    .formatted(now.said(), column.name())));
        } else if (old.filter(it -> it.fill() != Fill.NOTHING).isPresent()) {
            said.add(
                    Said.caution(
                            "It gives %s.%s no value, which is null then and had a default before."
                                    .formatted(now.said(), column.name())));
        }
    }

    private void fits(ColumnState column, ColumnState old) {
        if (!column.base().takesAllOf(old.base())) {
            said.add(
                    Said.breaks(
                            "It writes %s.%s, which is %s now and was %s, so a value may not fit."
                                    .formatted(
                                            now.said(), column.name(), column.type(), old.type())));
        }
        Set<String> rules = new TreeSet<>(column.rules());
        rules.removeAll(old.rules());
        if (!rules.isEmpty()) {
            said.add(
                    Said.breaks(
                            "It writes %s.%s, whose type %s takes only some values now: %s."
                                    .formatted(
                                            now.said(),
                                            column.name(),
                                            column.type(),
                                            String.join(", ", rules))));
        }
        LostLabels.of(old.labels(), column.labels())
                .ifPresent(
                        lost ->
                                said.add(
                                        Said.breaks(
                                                "It writes %s.%s, whose type %s has no %s now."
                                                        .formatted(
                                                                now.said(),
                                                                column.name(),
                                                                column.type(),
                                                                lost))));
    }

    private boolean isNew(Rule rule) {
        return before.rules().stream()
                .noneMatch(
                        old ->
                                old.getClass() == rule.getClass()
                                        && old.meaning().equals(rule.meaning()));
    }

    private void rule(Rule rule) {
        switch (rule) {
            case Check check -> check(check);
            case UniqueKey key -> key(key);
            case Reference reference -> reference(reference);
        }
    }

    private void check(Check check) {
        Set<String> those = touched(check);
        Optional<String> present = presentBy(check);
        if (present.isPresent()) {
            boolean asked =
                    written.get(present.get()) == Value.MAYBE_NULL
                            || (write.kind().makesRows()
                                    && !written.containsKey(present.get())
                                    && now.column(present.get())
                                            .filter(it -> it.fill() == Fill.NOTHING)
                                            .isPresent());
            if (!asked || isFilled(present.get())) {
                return;
            }
        }
        if (!(those.isEmpty() && present.isEmpty())
                && !implied.excludes(before, "NOT (%s)".formatted(check.condition()))) {
            said.add(
                    Said.breaks(
                            "It writes %s, where the CHECK \"%s\" may refuse a value now: %s."
                                    .formatted(now.said(), check.name(), check.condition())));
        }
    }

    /** The column that a CHECK only wants to be there. */
    private static Optional<String> presentBy(Check check) {
        return check.columns().stream()
                .filter(
                        column ->
                                check.condition().equals("(%s IS NOT NULL)".formatted(column))
                                        || check.condition()
                                                .equals(
                                                        "(%s IS NOT NULL)"
                                                                .formatted(
                                                                        TableName.quoted(column))))
                .findFirst();
    }

    private Set<String> touched(Rule rule) {
        return rule.columns().stream()
                .filter(written::containsKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void key(UniqueKey key) {
        boolean kept =
                before.rules().stream()
                        .anyMatch(old -> old instanceof UniqueKey other && key.follows(other));
        if (kept || write.kind() == Kind.INSERT_OR_NOTHING || write.kind() == Kind.DELETE) {
            return;
        }
        boolean same = write.kind().makesRows() && key.columns().stream().allMatch(this::isSame);
        boolean own = write.kind().makesRows() && key.columns().stream().anyMatch(this::isOwn);
        if (!own && (same || !touched(key).isEmpty())) {
            said.add(
                    Said.breaks(
                            "It writes %s, where the unique index \"%s\" may refuse a row now: %s."
                                    .formatted(now.said(), key.name(), key.definition())));
        }
    }

    /** Whether each new row has the same value there. */
    private boolean isSame(String column) {
        return !written.containsKey(column)
                && now.column(column).filter(it -> it.fill() == Fill.CONSTANT).isPresent();
    }

    /** Whether each new row has a value of its own there. */
    private boolean isOwn(String column) {
        return !written.containsKey(column)
                && now.column(column).filter(it -> it.fill() == Fill.COMPUTED).isPresent();
    }

    private void reference(Reference reference) {
        if (!touched(reference).isEmpty()) {
            said.add(
                    Said.breaks(
                            "It writes %s, where the foreign key \"%s\" may refuse a value now: %s."
                                    .formatted(now.said(), reference.name(), reference.meaning())));
        }
    }
}
