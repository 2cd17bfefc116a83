package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.CheckedStatement.Change;
import dev.lifeguard.migrate.inspect.compat.ColumnState.Fill;
import dev.lifeguard.migrate.inspect.compat.Write.Columns;
import dev.lifeguard.migrate.inspect.compat.Write.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table that a statement writes, before the migrations and now: what it takes from a row now that
 * it did not take before.
 */
final class WrittenTable {

    private final Write write;
    private final TableState before;
    private final TableState now;
    private final Change change;
    private final Map<String, Value> written;
    private final List<Said> said = new ArrayList<>();

    WrittenTable(Write write, TableState before, TableState now, Change change) {
        this.write = write;
        this.before = before;
        this.now = now;
        this.change = change;
        this.written = write.in(before);
    }

    List<Said> said() {
        order();
        now.columns().forEach(this::column);
        said.addAll(new WrittenRules(write, before, now, change).said());
        now.triggers().stream()
                .filter(trigger -> trigger.firesFor(write.kind()))
                .filter(trigger -> before.triggers().stream().noneMatch(trigger::isLike))
                .forEach(
                        trigger ->
                                said.add(
                                        Said.caution(
                                                "%s runs with it, and what that does was not looked at."
                                                        .formatted(trigger.said()))));
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
        boolean requiredNow =
                column.isRequired()
                        && (old.filter(ColumnState::isRequired).isEmpty()
                                || wasFilled(column.name()));
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
                && (wasFilled(column) || !change.implied().excludes(before, quoted + " IS NULL"))
                && !isFilled(column)) {
            said.add(
                    Said.breaks(
                            "It writes %s.%s, which takes no null now."
                                    .formatted(now.said(), column)));
        }
    }

    private boolean wasFilled(String column) {
        return before.fills(column, write.kind());
    }

    private boolean isFilled(String column) {
        return now.fills(column, write.kind());
    }

    private void unnamed(ColumnState column, Optional<ColumnState> old) {
        boolean couldBe =
                old.filter(it -> it.isRequired() && it.fill() == Fill.NOTHING).isPresent()
                        && !wasFilled(column.name());
        if (column.fill() != Fill.NOTHING || couldBe || isFilled(column.name())) {
            return;
        }
        if (column.isRequired()) {
            said.add(
                    Said.breaks(
                            "It gives %s.%s no value, which takes no null and %s now."
                                    .formatted(
                                            now.said(),
                                            column.name(),
                                            wasFilled(column.name())
                                                    ? "which no trigger fills"
                                                    : "has no default")));
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
}
