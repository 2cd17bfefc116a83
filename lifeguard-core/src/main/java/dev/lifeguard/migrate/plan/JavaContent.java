package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.plan.Plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.schema.IrreversibleMigration;
import dev.lifeguard.migrate.schema.Migration;
import java.util.Optional;

/** What a plan takes from a Java migration. */
final class JavaContent {

    private JavaContent() {}

    static PlanStep.Code of(Migration migration) {
        return new PlanStep.Code(
                migration,
                switch (migration.transactions()) {
                    case WHOLE -> TransactionMode.WHOLE;
                    case PER_STATEMENT -> TransactionMode.PER_STATEMENT;
                },
                null);
    }

    /** Why there is no way down; empty when there is one. */
    static Optional<String> irreversible(Migration migration) {
        return migration instanceof IrreversibleMigration oneWay
                ? Optional.of(oneWay.reason())
                : Optional.empty();
    }
}
