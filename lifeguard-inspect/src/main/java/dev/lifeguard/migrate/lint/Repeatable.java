package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Set;

/** Statements that can run a second time. */
final class Repeatable {

    private static final Set<String> CHANGE_NOTHING =
            Set.of("VariableSetStmt", "SelectStmt", "TransactionStmt", "VacuumStmt", "CommentStmt");

    /** What they say is so after the second time as after the first. */
    private static final Set<String> STATES =
            Set.of(
                    "GrantStmt",
                    "GrantRoleStmt",
                    "AlterOwnerStmt",
                    "AlterFunctionStmt",
                    "AlterDefaultPrivilegesStmt",
                    "AlterRoleSetStmt",
                    "AlterDatabaseSetStmt",
                    "ReindexStmt",
                    "ClusterStmt",
                    "RefreshMatViewStmt",
                    "TruncateStmt",
                    "DeleteStmt");

    /** What makes, names or drops nothing in an ALTER TABLE. */
    private static final Set<String> STATES_OF_A_TABLE =
            Set.of(
                    "AT_ValidateConstraint",
                    "AT_ColumnDefault",
                    "AT_SetNotNull",
                    "AT_DropNotNull",
                    "AT_AlterColumnType",
                    "AT_SetStatistics",
                    "AT_SetStorage",
                    "AT_SetCompression",
                    "AT_SetOptions",
                    "AT_ResetOptions",
                    "AT_SetRelOptions",
                    "AT_ResetRelOptions",
                    "AT_ChangeOwner",
                    "AT_ClusterOn",
                    "AT_DropCluster",
                    "AT_SetLogged",
                    "AT_SetUnLogged",
                    "AT_SetTableSpace",
                    "AT_SetAccessMethod",
                    "AT_ReplicaIdentity",
                    "AT_EnableRowSecurity",
                    "AT_DisableRowSecurity",
                    "AT_ForceRowSecurity",
                    "AT_NoForceRowSecurity",
                    "AT_EnableTrig",
                    "AT_DisableTrig",
                    "AT_EnableTrigAll",
                    "AT_DisableTrigAll",
                    "AT_EnableTrigUser",
                    "AT_DisableTrigUser",
                    "AT_EnableAlwaysTrig",
                    "AT_EnableReplicaTrig");

    private Repeatable() {}

    /** Whether a statement leaves nothing behind. */
    static boolean changesNothing(PgNode tree) {
        return CHANGE_NOTHING.contains(tree.type());
    }

    /** Whether a statement neither fails nor does more when it runs again. */
    static boolean is(PgNode tree) {
        return changesNothing(tree)
                || STATES.contains(tree.type())
                || says(tree, "if_not_exists")
                || says(tree, "missing_ok")
                || says(tree, "replace")
                || says(tree, "skipIfNewValExists")
                || (tree.is("AlterTableStmt")
                        && tree.list("cmds").stream()
                                .filter(it -> it.is("AlterTableCmd"))
                                .allMatch(
                                        it ->
                                                it.flag("missing_ok")
                                                        || STATES_OF_A_TABLE.contains(
                                                                it.text("subtype"))));
    }

    /** Whether it looks first: what is there already, or is gone, is no error. */
    static boolean says(PgNode tree, String flag) {
        return tree.fields().contains(flag) && tree.flag(flag);
    }
}
