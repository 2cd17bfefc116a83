package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.drift.AppliedMigrations;
import dev.lifeguard.migrate.inspect.explain.MadeRoles;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.verify.ScratchWork;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether what is newer than a baseline, and what is repeatable, runs behind it, and makes what it
 * makes behind the migrations.
 *
 * @param sources all migrations
 * @param newer those that are not squashed
 */
record NewerProof(
        ScratchWork work,
        List<MigrationSource> sources,
        List<PlanStep> newer,
        BaselineSource baseline) {

    NewerProof {
        sources = List.copyOf(sources);
        newer = List.copyOf(newer);
    }

    /**
     * Applies it to both, which have what is older.
     *
     * @param untold what the older ones made and no baseline holds, in words: what is newer has to
     *     make it again
     */
    void require(ScratchDatabase migrated, ScratchDatabase alone, List<String> untold) {
        List<String> roles = work.server().roles();
        try {
            work.migrator(migrated, sources).up();
        } catch (LifeguardException failure) {
            work.stopping().requireNotAsked();
            throw StatementFailure.ofWanted(failure.detail());
        }
        SchemaSnapshot expected = work.schema(migrated);
        List<String> lost = new ArrayList<>(untold);
        lost.retainAll(untold(migrated));
        forgetRoles(roles, migrated);
        applyBehindBaseline(alone);
        SchemaSnapshot actual = work.schema(alone);
        if (!expected.text().equals(actual.text())) {
            throw Refused.because(
                    Proof.schemas(expected, actual)
                            + " Both were the same until what is newer was applied to them."
                            + " Nothing was changed.");
        }
        lost.removeAll(untold(alone));
        MadeByMigrations.requireTold(lost);
    }

    /** Roles that it makes are the server's, and it makes them once more. */
    private void forgetRoles(List<String> before, ScratchDatabase migrated) {
        Set<String> named = MadeRoles.in(newer, migrated.product());
        List<String> made =
                AppearedRoles.since(before, work.server(), newer).made().stream()
                        .filter(role -> work.server().isAlone() || named.contains(role))
                        .toList();
        if (!made.isEmpty()) {
            migrated.close();
            work.server().dropRoles(made);
        }
    }

    private void applyBehindBaseline(ScratchDatabase alone) {
        List<MigrationSource> behind = new ArrayList<>();
        Set<MigrationVersion> versions =
                newer.stream().map(PlanStep::version).collect(Collectors.toSet());
        sources.forEach(each -> behind.add(new AppliedMigrations(each, versions, Set.of())));
        behind.add(baseline);
        try {
            work.migrator(alone, behind).up();
        } catch (LifeguardException failure) {
            work.stopping().requireNotAsked();
            throw Refused.because(
                    "What is newer runs behind the migrations, and not behind the baseline: %s Nothing was changed."
                            .formatted(failure.detail().message()),
                    failure);
        }
    }

    private List<String> untold(ScratchDatabase database) {
        work.stopping().requireNotAsked();
        return PgContents.read(database.dataSource(), work.leftOut(), PgContents::untold);
    }
}
