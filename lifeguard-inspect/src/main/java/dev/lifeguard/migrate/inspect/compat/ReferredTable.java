package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.CheckedStatement.Change;
import dev.lifeguard.migrate.inspect.compat.Rule.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that a statement writes, and to whose rows others may refer now.
 *
 * @param together the tables that the statement names, with their schemas
 */
record ReferredTable(Write write, TableState before, TableState now, Set<String> together) {

    void said(Change change, List<Said> said) {
        said(change, said, new HashSet<>());
    }

    private void said(Change change, List<Said> said, Set<Write> seen) {
        for (TableState child : change.now().tables().values()) {
            child.rules().stream()
                    .filter(Reference.class::isInstance)
                    .map(Reference.class::cast)
                    .filter(each -> each.parent().equals(now.said()))
                    .forEach(
                            each -> {
                                said(each, child, change).ifPresent(said::add);
                                below(each, child, change)
                                        .filter(it -> seen.add(it.write()))
                                        .ifPresent(
                                                it -> {
                                                    said.addAll(it.said(change));
                                                    it.referred(together).said(change, said, seen);
                                                });
                            });
        }
    }

    /** What a foreign key does to the rows that refer to those. */
    private Optional<CascadedWrite> below(Reference reference, TableState child, Change change) {
        return Optional.ofNullable(change.before().tables().get(child.said()))
                .flatMap(old -> CascadedWrite.of(write, before, reference, old, child));
    }

    private Optional<Said> said(Reference reference, TableState child, Change change) {
        List<Reference> old =
                Optional.ofNullable(change.before().tables().get(child.said())).stream()
                        .flatMap(it -> it.rules().stream())
                        .filter(Reference.class::isInstance)
                        .map(Reference.class::cast)
                        .filter(reference::isLike)
                        .toList();
        boolean fresh = !change.before().tables().containsKey(child.said());
        return switch (write.kind()) {
            case INSERT, INSERT_OR_NOTHING -> Optional.empty();
            case DELETE, UPDATE ->
                    refuses(reference)
                            ? refused(reference, child, old.stream().filter(this::refuses).toList())
                                    .map(
                                            it ->
                                                    fresh
                                                            ? Said.caution(
                                                                    it + "; that table is new.")
                                                            : Said.breaks(it + "."))
                            : fresh ? Optional.empty() : takenAlong(reference, child, old);
            case TRUNCATE, TRUNCATE_CASCADE ->
                    together.contains(child.said()) || !old.isEmpty()
                            ? Optional.empty()
                            : Optional.of(truncated(reference, child));
        };
    }

    private Optional<Said> takenAlong(Reference reference, TableState child, List<Reference> old) {
        boolean isNew =
                write.kind() == Write.Kind.DELETE
                        && reference.cascadesDelete()
                        && old.stream().noneMatch(Reference::cascadesDelete);
        return isNew
                ? Optional.of(
                        Said.caution(
                                "It deletes rows of %s, too, that refer to those: the foreign key \"%s\" is ON DELETE CASCADE now."
                                        .formatted(child.said(), reference.name())))
                : Optional.empty();
    }

    private boolean refuses(Reference reference) {
        return write.kind() == Write.Kind.DELETE
                ? reference.refusesDelete()
                : reference.refusesUpdate()
                        && reference.parentColumns().stream()
                                .anyMatch(write.in(before)::containsKey);
    }

    private Optional<String> refused(Reference reference, TableState child, List<Reference> old) {
        if (old.stream().anyMatch(it -> !deferral(reference).isEarlierThan(deferral(it)))) {
            return Optional.empty();
        }
        return Optional.of(
                "It takes rows of %s away or changes their keys, which the foreign key \"%s\" of %s refuses %sfor rows that are referred to"
                        .formatted(
                                now.said(),
                                reference.name(),
                                child.said(),
                                old.isEmpty() ? "" : "earlier now than before "));
    }

    private Deferral deferral(Reference reference) {
        return write.kind() == Write.Kind.DELETE
                ? reference.deferralOfDelete()
                : reference.deferralOfUpdate();
    }

    private Said truncated(Reference reference, TableState child) {
        return write.kind() == Write.Kind.TRUNCATE
                ? Said.breaks(
                        "It empties %s, which PostgreSQL refuses where another table refers to it, as the foreign key \"%s\" of %s does now, with rows or without."
                                .formatted(now.said(), reference.name(), child.said()))
                : Said.caution(
                        "It empties %s, too, whose foreign key \"%s\" refers to %s now."
                                .formatted(child.said(), reference.name(), now.said()));
    }
}
