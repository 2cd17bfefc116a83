package dev.lifeguard.migrate.lint;

import java.util.List;

/** All checks. Of what they say of one part of a statement the gravest is told. */
final class Checks {

    static final List<Check> OF_A_STATEMENT =
            List.of(
                    new TypeChecks(),
                    new AlterTableChecks(),
                    new IndexChecks(),
                    new DropIndexChecks(),
                    new CreateTableChecks(),
                    new DropChecks(),
                    new RenameChecks(),
                    new DataChecks(),
                    new DuplicateColumns(),
                    new MaintenanceChecks(),
                    new CodeChecks());

    /** What cannot be looked into, unless a run was seen. */
    static final Check OPAQUE = new OpaqueCode();

    /** What a statement is together with those before it. */
    static final List<Check> TOGETHER = List.of(new TransactionChecks());

    /** What has nothing to do with that. */
    static final List<Check> BESIDES = List.of(new StyleChecks());

    private Checks() {}
}
