package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Optional;

/**
 * What a migration locks.
 *
 * @param file as it was named, or relative to its source
 * @param version empty of a file that has none of its own
 * @param name the migration's name
 * @param transactionMode how its statements are divided into transactions
 * @param server the version of the scratch database's server
 * @param basis what was there before it
 * @param statements in their order
 * @param relations how the locked relations are in the target, in the order of their first locks;
 *     empty where no target was named
 */
public record Explanation(
        String file,
        Optional<MigrationVersion> version,
        String name,
        TransactionMode transactionMode,
        String server,
        Basis basis,
        List<ExplainedStatement> statements,
        List<RelationNow> relations) {

    /** What a scratch database had before the migration. */
    public enum Basis {
        /** What the earlier migrations make. */
        MIGRATIONS,
        /** The schema of the target, and what is pending there before the migration. */
        TARGET
    }

    /** Copies the lists. */
    public Explanation {
        statements = List.copyOf(statements);
        relations = List.copyOf(relations);
    }

    Explanation with(List<RelationNow> seen) {
        return new Explanation(
                file, version, name, transactionMode, server, basis, statements, seen);
    }
}
