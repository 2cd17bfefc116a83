package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Prepared.Refused;
import dev.lifeguard.migrate.inspect.compat.Prepared.Taken;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.Preparable;
import dev.lifeguard.migrate.inspect.compat.TableState.Trait;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that the server prepares before the migrations.
 *
 * @param path where it looks for names, as it is set
 * @param schemas those that this is
 * @param before what the server says of it then
 */
record CheckedStatement(Preparable statement, String path, List<String> schemas, Taken before) {

    /** The states between which it is looked at. */
    record Change(
            SchemaState before,
            SchemaState now,
            ImpliedConditions implied,
            RefusedDefaults defaults,
            ViewTargets views) {}

    /** What is to be said of it now. */
    List<Said> said(Preparer preparer, Change change) throws SQLException {
        preparer.lookIn(path);
        Prepared now = preparer.prepare(statement, List.of());
        if (now instanceof Refused refused) {
            return List.of(Said.breaks("PostgreSQL refuses it: %s.".formatted(refused.said())));
        }
        List<Said> said = new ArrayList<>();
        Taken taken = (Taken) now;
        if (!taken.parameters().equals(before.parameters())
                && preparer.prepare(statement, before.parameters()) instanceof Refused refused) {
            said.add(
                    Said.breaks(
                            "With the types that its parameters had (%s) PostgreSQL refuses it: %s."
                                    .formatted(
                                            String.join(", ", before.parameters()),
                                            refused.said())));
        }
        said.addAll(new ReadRows(before.row(), taken.row()).said());
        labels(change, said);
        statement.uses().writes().forEach(write -> written(write, change, said));
        statement.uses().conflicts().forEach(target -> conflict(target, change, said));
        statement.uses().tables().forEach(table -> used(table, change, said));
        statement
                .uses()
                .joins()
                .forEach(
                        join ->
                                join.said(change.before(), change.now(), schemas)
                                        .ifPresent(said::add));
        statement.uses().copied().ifPresent(copied -> copied(copied, change, said));
        statement.uses().refreshed().ifPresent(view -> refreshed(view, change, said));
        return said.stream().distinct().toList();
    }

    /** Values of parameters that are gone, and values in its rows that were not there. */
    private void labels(Change change, List<Said> said) {
        for (String type : new TreeSet<>(before.parameters())) {
            lost(type, change)
                    .ifPresent(
                            lost ->
                                    said.add(
                                            Said.breaks(
                                                    "A parameter is of type %s, which has no %s now."
                                                            .formatted(type, lost))));
        }
    }

    private Optional<String> lost(String type, Change change) {
        return LostLabels.of(
                change.before().labels(type, schemas), change.now().labels(type, schemas));
    }

    private void written(Write told, Change change, List<Said> said) {
        shown(told, change).ifPresent(said::add);
        Write write = change.views().below(told, change.before(), schemas);
        Optional<TableState> then = change.before().table(write.table(), schemas);
        TableName same = change.views().below(told, change.now(), schemas).table();
        Optional<TableState> now = change.now().table(same, schemas);
        if (then.isEmpty() || now.isEmpty()) {
            return;
        }
        said.addAll(new WrittenTable(write, then.get(), now.get(), change).said());
        for (TableState part : now.get().parts()) {
            then.get().parts().stream()
                    .filter(old -> old.said().equals(part.said()))
                    .forEach(old -> said.addAll(new WrittenTable(write, old, part, change).said()));
        }
        detached(write, then.get(), now.get()).forEach(said::add);
        new ReferredTable(write, then.get(), now.get(), named(change.now())).said(change, said);
    }

    /** What a view takes that has a CHECK OPTION now. */
    private Optional<Said> shown(Write write, Change change) {
        boolean writes = write.kind().makesRows() || write.kind() == Write.Kind.UPDATE;
        Optional<TableState> then = change.before().table(write.table(), schemas);
        return change.now()
                .table(write.table(), schemas)
                .filter(now -> writes && then.isPresent())
                .filter(now -> now.became(Trait.CHECK_OPTION, then.get()))
                .map(
                        now ->
                                Said.breaks(
                                        "It writes the view %s, whose WITH CHECK OPTION refuses rows now that it does not show."
                                                .formatted(now.said())));
    }

    /** Partitions that are none of the table any more. */
    private static List<Said> detached(Write write, TableState then, TableState now) {
        boolean writes = write.kind().makesRows() || write.kind() == Write.Kind.UPDATE;
        return then.parts().stream()
                .filter(
                        part ->
                                writes
                                        && now.parts().stream()
                                                .noneMatch(it -> it.said().equals(part.said())))
                .map(
                        part ->
                                Said.caution(
                                        "%s is no partition of %s now, so its rows are refused where no other one takes them."
                                                .formatted(part.said(), now.said())))
                .toList();
    }

    /** The tables that it names, and their partitions, with their schemas. */
    private Set<String> named(SchemaState state) {
        return statement.uses().tables().stream()
                .flatMap(table -> state.table(table, schemas).stream())
                .flatMap(table -> Stream.concat(Stream.of(table), table.parts().stream()))
                .map(TableState::said)
                .collect(Collectors.toSet());
    }

    private void refreshed(Refreshed refreshed, Change change, List<Said> said) {
        Optional<TableState> then = change.before().table(refreshed.view(), schemas);
        Optional<TableState> now = change.now().table(refreshed.view(), schemas);
        if (then.isPresent() && now.isPresent()) {
            refreshed.said(then.get(), now.get()).ifPresent(said::add);
        }
    }

    private void copied(Copied copied, Change change, List<Said> said) {
        boolean taken =
                change.before()
                        .table(copied.table(), schemas)
                        .filter(then -> !copied.isRefused(then))
                        .isPresent();
        change.now()
                .table(copied.table(), schemas)
                .filter(now -> taken && copied.isRefused(now))
                .ifPresent(
                        now ->
                                said.add(
                                        Said.breaks(
                                                "COPY takes no view for that, which %s is now."
                                                        .formatted(now.said()))));
    }

    private void conflict(ConflictTarget told, Change change, List<Said> said) {
        ViewTargets views = change.views();
        ConflictTarget target = told.through(write -> views.below(write, change.before(), schemas));
        TableName same = told.through(write -> views.below(write, change.now(), schemas)).table();
        Optional<TableState> then = change.before().table(target.table(), schemas);
        Optional<TableState> now = change.now().table(same, schemas);
        if (then.isPresent() && now.isPresent()) {
            said.addAll(target.said(then.get(), now.get()));
        }
    }

    private void used(TableName table, Change change, List<Said> said) {
        Optional<TableState> then = change.before().table(table, schemas);
        Optional<TableState> now = change.now().table(table, schemas);
        if (then.isEmpty() || now.isEmpty()) {
            return;
        }
        if (isHidden(then.get(), now.get(), change.now())) {
            said.add(
                    Said.breaks(
                            "It means %s now, which is found before %s."
                                    .formatted(now.get().said(), then.get().said())));
            return;
        }
        used(then.get(), now.get(), said);
    }

    /** Whether the search path comes to another table first, and the old one is there as well. */
    private static boolean isHidden(TableState then, TableState now, SchemaState state) {
        TableState old = state.tables().get(then.said());
        return old != null && old.id() == then.id() && now.id() != then.id();
    }

    private void used(TableState then, TableState now, List<Said> said) {
        now.columns().stream()
                .filter(column -> !column.isRequired() && isRead(column))
                .filter(
                        column ->
                                then.column(column.name())
                                        .filter(ColumnState::isRequired)
                                        .isPresent())
                .forEach(
                        column ->
                                said.add(
                                        Said.caution(
                                                "The column \"%s\" of its rows may be null now."
                                                        .formatted(column.name()))));
        if (statement.uses().refreshed().isEmpty()) {
            Refreshed.unfilled(then, now).ifPresent(said::add);
        }
        if (now.became(Trait.ROW_SECURITY, then)) {
            said.add(
                    Said.caution(
                            "%s has row security now: a role that does not own it sees the rows of its policies only."
                                    .formatted(now.said())));
        }
        if (then.id() != now.id()) {
            said.add(
                    Said.caution(
                            "%s was made anew, so privileges on it that no migration gave are gone."
                                    .formatted(now.said())));
        }
        TreeSet<String> lost = new TreeSet<>(then.privileges());
        lost.removeAll(now.privileges());
        if (!lost.isEmpty()) {
            said.add(
                    Said.caution(
                            "Privileges on %s are gone: %s."
                                    .formatted(now.said(), String.join(", ", lost))));
        }
    }

    /** As far as the name tells. */
    private boolean isRead(ColumnState column) {
        return before.row().stream().anyMatch(each -> each.name().equals(column.name()));
    }
}
