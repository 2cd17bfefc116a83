package dev.lifeguard.migrate.lint;

import java.util.List;

/** All checks. Of what they say of one part of a statement the first is taken. */
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
                    new MaintenanceChecks(),
                    new CodeChecks(),
                    new OpaqueCode());

    /** What is said of a statement of which nothing else is. */
    static final List<Check> IF_NOTHING_ELSE = List.of(new TransactionChecks());

    /** What has nothing to do with that. */
    static final List<Check> BESIDES = List.of(new StyleChecks());

    private Checks() {}
}
