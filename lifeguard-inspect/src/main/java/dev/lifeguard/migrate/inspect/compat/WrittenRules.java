package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.CheckedStatement.Change;
import dev.lifeguard.migrate.inspect.compat.ColumnState.Fill;
import dev.lifeguard.migrate.inspect.compat.Rule.Check;
import dev.lifeguard.migrate.inspect.compat.Rule.Nulls;
import dev.lifeguard.migrate.inspect.compat.Rule.OldRows;
import dev.lifeguard.migrate.inspect.compat.Rule.Reference;
import dev.lifeguard.migrate.inspect.compat.Rule.UncheckedPresence;
import dev.lifeguard.migrate.inspect.compat.Rule.UniqueKey;
import dev.lifeguard.migrate.inspect.compat.Write.Kind;
import dev.lifeguard.migrate.inspect.compat.Write.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the constraints of a table take now of the rows that a statement writes. */
final class WrittenRules {

    private final Write write;
    private final TableState before;
    private final TableState now;
    private final Change change;
    private final Map<String, Value> written;

    WrittenRules(Write write, TableState before, TableState now, Change change) {
        this.write = write;
        this.before = before;
        this.now = now;
        this.change = change;
        this.written = write.in(before);
    }

    List<Said> said() {
        return now.rules().stream()
                .filter(rule -> before.rules().stream().noneMatch(rule::follows))
                .flatMap(rule -> said(rule).stream())
                .toList();
    }

    private Optional<Said> said(Rule rule) {
        return switch (rule) {
            case Check check -> check(check);
            case UncheckedPresence presence -> presence(presence);
            case UniqueKey key -> key(key);
            case Reference reference -> reference(reference);
        };
    }

    private Optional<Said> check(Check check) {
        return found(check)
                .filter(
                        it ->
                                !change.implied()
                                        .excludes(before, "NOT (%s)".formatted(check.condition())));
    }

    private Optional<Said> found(Check check) {
        if (asks(check)) {
            return Optional.of(
                    Said.breaks(
                            "It writes %s, where the CHECK \"%s\" may refuse a value now: %s."
                                    .formatted(now.said(), check.name(), check.condition())));
        }
        if (touches(check)
                || check.columns().stream().anyMatch(it -> now.fills(it, write.kind()))) {
            return Optional.empty();
        }
        if (write.kind().makesRows() && change.defaults().refuses(now, check)) {
            return Optional.of(
                    Said.breaks(
                            "It makes rows of %s without values that the CHECK \"%s\" asks for now: %s."
                                    .formatted(now.said(), check.name(), check.condition())));
        }
        return oldRows(check.old())
                ? Optional.of(
                        Said.caution(
                                "It changes rows of %s, where the CHECK \"%s\" is not validated and refuses each old row that does not fulfil it: %s."
                                        .formatted(now.said(), check.name(), check.condition())))
                : Optional.empty();
    }

    /** Whether it touches rows that nobody looked at. */
    private boolean oldRows(OldRows old) {
        return write.kind() == Kind.UPDATE && old == OldRows.UNKNOWN;
    }

    /** Whether what it writes decides. */
    private boolean asks(Check check) {
        Optional<String> present = presentBy(check);
        if (present.isEmpty()) {
            return touches(check);
        }
        String column = present.get();
        boolean asked =
                written.get(column) == Value.MAYBE_NULL
                        || (write.kind().makesRows()
                                && !written.containsKey(column)
                                && has(column, it -> it.fill() == Fill.NOTHING));
        return asked && !now.fills(column, write.kind());
    }

    /** The column that a CHECK only wants to be there. */
    private static Optional<String> presentBy(Check check) {
        return check.columns().stream()
                .filter(
                        column ->
                                List.of(column, TableName.quoted(column)).stream()
                                        .map("(%s IS NOT NULL)"::formatted)
                                        .anyMatch(check.condition()::equals))
                .findFirst();
    }

    private boolean touches(Rule rule) {
        return rule.columns().stream().anyMatch(written::containsKey);
    }

    private boolean has(String column, Predicate<ColumnState> wanted) {
        return now.column(column).filter(wanted).isPresent();
    }

    private Optional<Said> presence(UncheckedPresence presence) {
        String column = presence.column();
        boolean met =
                oldRows(OldRows.UNKNOWN)
                        && !touches(presence)
                        && before.column(column).isPresent()
                        && !now.fills(column, write.kind());
        return met && !change.implied().excludes(before, TableName.quoted(column) + " IS NULL")
                ? Optional.of(
                        Said.caution(
                                "It changes rows of %s, where the NOT NULL \"%s\" is not validated and refuses each old row without %s."
                                        .formatted(now.said(), presence.name(), column)))
                : Optional.empty();
    }

    private Optional<Said> key(UniqueKey key) {
        boolean writes = write.kind() == Kind.INSERT || write.kind() == Kind.UPDATE;
        boolean same =
                write.kind().makesRows()
                        && key.columns().stream().allMatch(it -> isSame(it, key.nulls()));
        boolean own = write.kind().makesRows() && key.columns().stream().anyMatch(this::isOwn);
        if (!writes || own || !(same || touches(key))) {
            return Optional.empty();
        }
        boolean earlier = before.rules().stream().anyMatch(key::isLike);
        return Optional.of(
                Said.breaks(
                        "It writes %s, where the unique index \"%s\" %s: %s."
                                .formatted(
                                        now.said(),
                                        key.name(),
                                        earlier
                                                ? "is checked earlier now than before"
                                                : "may refuse a row now",
                                        key.definition())));
    }

    /** Whether each new row has the same value there. */
    private boolean isSame(String column, Nulls nulls) {
        return !written.containsKey(column)
                && has(
                        column,
                        it ->
                                it.fill() == Fill.CONSTANT
                                        || (it.fill() == Fill.NOTHING && nulls == Nulls.EQUAL));
    }

    /** Whether each new row has a value of its own there. */
    private boolean isOwn(String column) {
        return !written.containsKey(column) && has(column, it -> it.fill() == Fill.COMPUTED);
    }

    private Optional<Said> reference(Reference reference) {
        if (!touches(reference)) {
            return Optional.empty();
        }
        List<Reference> old =
                before.rules().stream()
                        .filter(Reference.class::isInstance)
                        .map(Reference.class::cast)
                        .filter(reference::isLike)
                        .toList();
        if (old.isEmpty()) {
            return refused(reference, "may refuse a value now");
        }
        if (reference.isFull() && old.stream().noneMatch(Reference::isFull) && half(reference)) {
            return refused(reference, "refuses keys now that are null in part");
        }
        return old.stream().allMatch(it -> reference.deferral().isEarlierThan(it.deferral()))
                ? refused(reference, "is checked earlier now than before")
                : Optional.empty();
    }

    private Optional<Said> refused(Reference reference, String how) {
        return Optional.of(
                Said.breaks(
                        "It writes %s, where the foreign key \"%s\" %s: %s."
                                .formatted(
                                        now.said(), reference.name(), how, reference.meaning())));
    }

    /** Whether a key may be null in part. */
    private boolean half(Reference reference) {
        return reference.columns().stream()
                .anyMatch(
                        column ->
                                written.get(column) != Value.NEVER_NULL
                                        && before.column(column)
                                                .filter(it -> !it.isRequired())
                                                .isPresent());
    }
}
