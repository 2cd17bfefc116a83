package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Differences;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.snapshot.ObjectType;
import dev.lifeguard.migrate.inspect.snapshot.SchemaObject;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Run;
import dev.lifeguard.migrate.inspect.verify.Trial.Ran;
import dev.lifeguard.migrate.inspect.verify.Verified.Down;
import dev.lifeguard.migrate.inspect.verify.Verified.UpAgain;
import dev.lifeguard.migrate.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says what came of a migration.
 *
 * @param before the schema that the earlier migrations make
 * @param after the schema with this one
 * @param ignored what a copy could not have
 */
record Judgement(
        PlanStep step, SchemaSnapshot before, SchemaSnapshot after, IgnoredObjects ignored) {

    /**
     * Judges by its runs.
     *
     * @param withRows on made-up rows
     * @param without on none; the same where nothing failed with them
     */
    Verified of(Ran withRows, Ran without, List<Unseeded> unseeded) {
        List<StepFailure> failures = failures(withRows, without);
        List<Difference> afterDown = differences(before, without.afterDown());
        List<Difference> afterUp = differences(after, without.last());
        boolean notBack = !afterDown.isEmpty() || isBlamed(failures, Run.DOWN);
        boolean notAgain =
                !afterUp.isEmpty()
                        || isBlamed(failures, Run.UP_AGAIN)
                        || isBlamed(failures, Run.UP);
        return new Verified(
                step.version(),
                step.name(),
                step.fileName(),
                notBack ? Down.DIFFERS : without.down(),
                notAgain ? UpAgain.DIFFERS : upAgain(without),
                afterDown,
                afterUp,
                failures,
                ofInterest(unseeded));
    }

    /** Of a table that the migration only names, as a foreign key does, rows make no difference. */
    private List<Unseeded> ofInterest(List<Unseeded> unseeded) {
        Map<String, SchemaObject> old = tables(before);
        Map<String, SchemaObject> made = tables(after);
        List<Unseeded> ofInterest = new ArrayList<>();
        for (Unseeded each : unseeded) {
            Optional<SchemaObject> then = Optional.ofNullable(old.get(plain(each.table())));
            Optional<SchemaObject> now = Optional.ofNullable(made.get(plain(each.table())));
            Optional<SchemaObject> known = now.or(() -> then);
            if (known.isEmpty() || !then.equals(now) || old.equals(made)) {
                String name = known.map(SchemaObject::object).orElse(each.table());
                ofInterest.add(new Unseeded(name, each.reason()));
            }
        }
        return ofInterest;
    }

    private static Map<String, SchemaObject> tables(SchemaSnapshot schema) {
        return schema.objects().stream()
                .filter(object -> object.type() == ObjectType.TABLE)
                .collect(
                        Collectors.toMap(
                                table -> plain(table.object()),
                                Function.identity(),
                                (one, other) -> one));
    }

    /** Without quotes, which the one has where SQL needs them, and the other always. */
    private static String plain(String name) {
        return name.replaceAll("[\"`]", "");
    }

    /** With rows it is a failure of its own only where the run does not fail without them. */
    private static List<StepFailure> failures(Ran withRows, Ran without) {
        List<StepFailure> failures = new ArrayList<>();
        without.failure().ifPresent(failures::add);
        withRows.failure()
                .filter(failure -> !without.failedAt(failure.run()))
                .ifPresent(failures::add);
        return failures;
    }

    private List<Difference> differences(SchemaSnapshot expected, Optional<SchemaSnapshot> actual) {
        return actual.map(it -> Differences.between(expected, it, ignored)).orElse(List.of());
    }

    private static boolean isBlamed(List<StepFailure> failures, Run run) {
        return failures.stream().anyMatch(failure -> failure.run() == run && !failure.isByValues());
    }

    private static UpAgain upAgain(Ran without) {
        return without.failedAt(Run.DOWN) ? UpAgain.NOT_TRIED : UpAgain.SAME;
    }
}
