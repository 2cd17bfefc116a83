package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.drift.AppliedMigrations;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.explain.MadeRoles;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Rows;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Run;
import dev.lifeguard.migrate.inspect.verify.Trial.Ran;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way of a scratch database from empty to the last migration, with a trial before each. */
final class Way {

    private final ScratchWork work;
    private final ScratchDatabase main;
    private final List<MigrationSource> sources;
    private final Set<MigrationVersion> reached = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private @Nullable SchemaSnapshot now;

    Way(ScratchWork work, ScratchDatabase main, List<MigrationSource> sources) {
        this.work = work;
        this.main = main;
        this.sources = sources;
    }

    List<Verified> verified(
            List<PlanStep> steps,
            Optional<Set<MigrationVersion>> wanted,
            Consumer<PlanStep> begins) {
        List<Verified> verified = new ArrayList<>();
        int before = 0;
        for (PlanStep step : steps) {
            if (wanted.map(some -> some.contains(step.version())).orElse(true)) {
                if (reached.size() > before) {
                    up(StatementFailure::ofEarlier);
                }
                begins.accept(step);
                verified.add(verified(step));
                before = reached.size();
            } else {
                reached.add(step.version());
            }
        }
        return verified;
    }

    private void up(UnaryOperator<LifeguardException> failures) {
        now = null;
        try {
            work.migrator(main, made()).up();
        } catch (LifeguardException failure) {
            work.stopping().requireNotAsked();
            throw failures.apply(failure);
        }
    }

    private List<MigrationSource> made() {
        Set<MigrationVersion> versions = Set.copyOf(reached);
        return sources.stream()
                .<MigrationSource>map(source -> new AppliedMigrations(source, versions, versions))
                .toList();
    }

    private SchemaSnapshot schemaNow() {
        SchemaSnapshot known = now;
        if (known == null) {
            known = work.schema(main);
            now = known;
        }
        return known;
    }

    private Verified verified(PlanStep step) {
        SchemaSnapshot before = schemaNow();
        reached.add(step.version());
        List<Unseeded> unseeded = new ArrayList<>();
        Ran withRows = onCopy(step, Rows.MADE_UP, unseeded);
        Ran without =
                withRows.failure().isPresent()
                        ? onCopy(step, Rows.OF_MIGRATIONS, unseeded)
                        : withRows;
        if (without.failedAt(Run.UP)) {
            throw StatementFailure.ofWanted(without.failure().orElseThrow().error());
        }
        up(failure -> StatementFailure.ofWanted(failure.detail()));
        IgnoredObjects ignored = new IgnoredObjects(List.copyOf(others));
        return new Judgement(step, before, schemaNow(), ignored).of(withRows, without, unseeded);
    }

    private Ran onCopy(PlanStep step, Rows rows, List<Unseeded> unseeded) {
        StepWords words = StepWords.of(step);
        SeedSql sql = SeedSql.of(main.product());
        Set<String> before = Set.copyOf(work.server().roles());
        Ran ran;
        try (ScratchDatabase copy = work.server().copy(main)) {
            others.addAll(copy.others());
            if (rows == Rows.MADE_UP) {
                unseeded.addAll(
                        new SeededTables(words, work.leftOut(), sql).fill(copy.dataSource()));
            }
            ran =
                    new Trial(work.migrator(copy, made()), () -> work.schema(copy), rows, sql)
                            .run(step);
        }
        dropRoles(before, step);
        return ran;
    }

    /**
     * Roles are the server's, so those that a copy left would be in the way of the next run. On a
     * server of others, only those are a migration's that it says that it makes.
     */
    private void dropRoles(Set<String> before, PlanStep step) {
        Set<String> made = MadeRoles.in(List.of(step), main.product());
        work.server()
                .dropRoles(
                        work.server().roles().stream()
                                .filter(role -> !before.contains(role))
                                .filter(role -> work.server().isAlone() || made.contains(role))
                                .toList());
    }
}
