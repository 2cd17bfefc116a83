package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.lint.Subject.Alteration;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tables that were there before the run and that a statement locks strongly. */
final class HeldLocks {

    /** Changes of a table that let others read and write. */
    private static final List<String> WEAK =
            List.of(
                    "AT_ValidateConstraint",
                    "AT_SetStatistics",
                    "AT_SetRelOptions",
                    "AT_ResetRelOptions",
                    "AT_SetOptions",
                    "AT_ResetOptions",
                    "AT_ClusterOn",
                    "AT_DropCluster",
                    "AT_AttachPartition",
                    "AT_DetachPartitionFinalize");

    /** ENABLE and DISABLE TRIGGER in all their forms. */
    private static final Pattern TRIGGERS =
            Pattern.compile("AT_(Enable|Disable)(Always|Replica)?Trig(All|User)?");

    /** That of an index locks the index alone, and lets others use it. */
    private static final List<String> RENAMES_OF_TABLES =
            List.of("OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT");

    private final Subject subject;
    private final Map<Name, Held> locks = new LinkedHashMap<>();

    private HeldLocks(Subject subject) {
        this.subject = subject;
    }

    /** A table and the strongest lock of it. */
    record Held(Table table, LockMode mode) {}

    /** In the order in which the statement names them. */
    static List<Held> of(Subject subject) {
        HeldLocks locks = new HeldLocks(subject);
        locks.find();
        return locks.found();
    }

    /**
     * Those that it locks since a new table refers to them or is a partition of them. That is soon
     * done, and so common that it is told only where something takes long behind it.
     */
    static List<Held> besideNewTables(Subject subject) {
        HeldLocks locks = new HeldLocks(subject);
        PgNode tree = subject.tree();
        if (tree.is("CreateStmt")) {
            locks.parents();
            if (tree.has("partbound")) {
                tree.list("inhRelations")
                        .forEach(it -> locks.hold(subject.table(it), LockMode.ACCESS_EXCLUSIVE));
            }
        }
        return locks.found();
    }

    private List<Held> found() {
        return locks.values().stream().filter(it -> !it.table().isMadeInRun()).toList();
    }

    private void find() {
        PgNode tree = subject.tree();
        switch (tree.type()) {
            case "AlterTableStmt" -> alter();
            case "IndexStmt" -> {
                if (!tree.flag("concurrent")) {
                    put("relation", LockMode.SHARE);
                }
            }
            case "RenameStmt" -> {
                if (RENAMES_OF_TABLES.contains(tree.text("renameType"))) {
                    put("relation", LockMode.ACCESS_EXCLUSIVE);
                }
            }
            case "CreateTrigStmt" -> put("relation", LockMode.SHARE_ROW_EXCLUSIVE);
            case "CreatePolicyStmt", "AlterPolicyStmt" -> put("table", LockMode.ACCESS_EXCLUSIVE);
            case "TruncateStmt" ->
                    tree.list("relations")
                            .forEach(it -> hold(subject.table(it), LockMode.ACCESS_EXCLUSIVE));
            case "LockStmt" ->
                    lockMode(tree)
                            .ifPresent(
                                    mode ->
                                            tree.list("relations")
                                                    .forEach(it -> hold(subject.table(it), mode)));
            case "DropStmt" -> drop();
            default -> {}
        }
    }

    private void put(String field, LockMode mode) {
        subject.table(field)
                .filter(it -> it.kind() == Table.Kind.TABLE)
                .ifPresent(it -> hold(it, mode));
    }

    private void hold(Table table, LockMode mode) {
        locks.merge(
                table.name(),
                new Held(table, mode),
                (a, b) -> a.mode().isStrongerThan(b.mode()) ? a : b);
    }

    private void alter() {
        if (!subject.tree().text("objtype").equals("OBJECT_TABLE")) {
            return;
        }
        for (Alteration it : subject.alterations()) {
            mode(it).ifPresent(
                            mode ->
                                    subject.table("relation")
                                            .ifPresent(table -> hold(table, mode)));
        }
        parents();
    }

    private void parents() {
        for (FoundForeignKey it : FoundForeignKey.in(subject)) {
            it.constraint()
                    .node("pktable")
                    .ifPresent(parent -> hold(subject.table(parent), LockMode.SHARE_ROW_EXCLUSIVE));
        }
    }

    private static Optional<LockMode> mode(Alteration it) {
        boolean concurrently =
                it.is("AT_DetachPartition")
                        && it.definition().filter(def -> def.flag("concurrent")).isPresent();
        if (concurrently || WEAK.contains(it.command().text("subtype"))) {
            return Optional.empty();
        }
        boolean lesser =
                isForeignKey(it) || TRIGGERS.matcher(it.command().text("subtype")).matches();
        return Optional.of(lesser ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
    }

    private static boolean isForeignKey(Alteration it) {
        return it.is("AT_AddConstraint")
                && it.definition()
                        .filter(def -> def.text("contype").equals("CONSTR_FOREIGN"))
                        .isPresent();
    }

    /** The mode of LOCK TABLE where it keeps others from writing: lockdefs.h has the numbers. */
    static Optional<LockMode> lockMode(PgNode lock) {
        return switch ((int) lock.number("mode")) {
            case 5 -> Optional.of(LockMode.SHARE);
            case 6 -> Optional.of(LockMode.SHARE_ROW_EXCLUSIVE);
            case 7 -> Optional.of(LockMode.EXCLUSIVE);
            case 8 -> Optional.of(LockMode.ACCESS_EXCLUSIVE);
            default -> Optional.empty();
        };
    }

    private void drop() {
        if (subject.tree().text("removeType").equals("OBJECT_TABLE")) {
            for (PgNode object : subject.tree().list("objects")) {
                hold(
                        subject.model().table(Name.of(object.list("items"))),
                        LockMode.ACCESS_EXCLUSIVE);
            }
        }
    }
}
