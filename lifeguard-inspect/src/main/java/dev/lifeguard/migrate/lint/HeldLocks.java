package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.lint.Subject.Alteration;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private HeldLocks() {}

    static Map<Table, LockMode> of(Subject subject) {
        Map<Table, LockMode> locks = new HashMap<>();
        PgNode tree = subject.tree();
        switch (tree.type()) {
            case "AlterTableStmt" -> alter(subject, locks);
            case "IndexStmt" -> {
                if (!tree.flag("concurrent")) {
                    put(subject, "relation", LockMode.SHARE, locks);
                }
            }
            case "RenameStmt" -> put(subject, "relation", LockMode.ACCESS_EXCLUSIVE, locks);
            case "CreateTrigStmt" -> put(subject, "relation", LockMode.SHARE_ROW_EXCLUSIVE, locks);
            case "CreatePolicyStmt", "AlterPolicyStmt" ->
                    put(subject, "table", LockMode.ACCESS_EXCLUSIVE, locks);
            case "TruncateStmt" ->
                    tree.list("relations")
                            .forEach(it -> locks.put(subject.table(it), LockMode.ACCESS_EXCLUSIVE));
            case "LockStmt" -> lock(subject, locks);
            case "DropStmt" -> drop(subject, locks);
            default -> {}
        }
        locks.keySet().removeIf(Table::isUnused);
        return locks;
    }

    private static void put(
            Subject subject, String field, LockMode mode, Map<Table, LockMode> locks) {
        subject.table(field)
                .filter(it -> it.kind() == Table.Kind.TABLE)
                .ifPresent(it -> locks.put(it, mode));
    }

    private static void alter(Subject subject, Map<Table, LockMode> locks) {
        if (!subject.tree().text("objtype").equals("OBJECT_TABLE")) {
            return;
        }
        for (Alteration it : subject.alterations()) {
            if (!WEAK.contains(it.command().text("subtype"))) {
                LockMode mode =
                        isForeignKey(it) ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
                subject.table("relation").ifPresent(table -> merge(locks, table, mode));
            }
            it.definition()
                    .filter(def -> def.is("Constraint"))
                    .flatMap(def -> def.node("pktable"))
                    .ifPresent(
                            parent ->
                                    merge(
                                            locks,
                                            subject.table(parent),
                                            LockMode.SHARE_ROW_EXCLUSIVE));
        }
    }

    private static boolean isForeignKey(Alteration it) {
        return it.is("AT_AddConstraint")
                && it.definition()
                        .filter(def -> def.text("contype").equals("CONSTR_FOREIGN"))
                        .isPresent();
    }

    private static void merge(Map<Table, LockMode> locks, Table table, LockMode mode) {
        locks.merge(table, mode, (a, b) -> a.isStrongerThan(b) ? a : b);
    }

    private static void lock(Subject subject, Map<Table, LockMode> locks) {
        lockMode(subject.tree())
                .ifPresent(
                        mode ->
                                subject.tree()
                                        .list("relations")
                                        .forEach(it -> locks.put(subject.table(it), mode)));
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

    private static void drop(Subject subject, Map<Table, LockMode> locks) {
        if (subject.tree().text("removeType").equals("OBJECT_TABLE")) {
            for (PgNode object : subject.tree().list("objects")) {
                Table table = subject.model().table(Name.of(object.list("items")));
                locks.put(table, LockMode.ACCESS_EXCLUSIVE);
            }
        }
    }
}
