package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words what a run did before the migration or the hook at which it stopped, and what stays. */
public final class Earlier {

    private Earlier() {}

    /**
     * Sentences about the hooks and migrations whose work stays; empty where there are none.
     *
     * @param before how many migrations the run finished before the transaction
     */
    static String of(RunContext context, Group group, int before) {
        String place = group.index() == 0 ? "before it" : "before that transaction";
        return of(context, group, before, place);
    }

    /** The same with where those migrations are. */
    public static String of(RunContext context, Group group, int before, String place) {
        PlannedStep step = group.step();
        return Stream.of(
                        hooks(context.committedBefore(step)),
                        migrations(step.direction(), before, place),
                        ownMigration(step))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Of a hook behind a migration that had no transaction. */
    private static String ownMigration(PlannedStep step) {
        return step.hook().filter(Moment::isBehind).isEmpty()
                ? ""
                : step.around()
                        .map(
                                around ->
                                        "Migration %s stays %s."
                                                .formatted(around, done(step.direction())))
                        .orElse("");
    }

    /**
     * What a run did that is stopped between two migrations.
     *
     * @param committed the hooks before it that ran
     */
    public static String of(
            Direction direction, int finished, int total, List<PlannedHook> committed) {
        String done = done(direction);
        return switch (finished) {
            case 0 ->
                    committed.isEmpty()
                            ? "No migration was %s, and nothing was changed.".formatted(done)
                            : "No migration was %s. %s".formatted(done, hooks(committed));
            case 1 ->
                    "1 of %s migrations was %s; nothing of the rest was changed."
                            .formatted(total, done);
            default ->
                    "%s of %s migrations were %s; nothing of the rest was changed."
                            .formatted(finished, total, done);
        };
    }

    /** The same behind the last migration, before the hooks that run behind all. */
    public static String allBut(List<PlannedHook> last, int total) {
        boolean one = last.size() == 1;
        return ("%s applied. %s did not run. %s behind the next run that has work; if that is too"
                        + " late, do by hand what %s to do.")
                .formatted(
                        total == 1 ? "1 migration was" : total + " migrations were",
                        labels(last),
                        one ? "It runs" : "They run",
                        one ? "it was" : "they were");
    }

    /** A sentence about hooks that are committed; empty for none. */
    public static String hooks(List<PlannedHook> committed) {
        if (committed.isEmpty()) {
            return "";
        }
        return "What %s did stays.".formatted(labels(committed));
    }

    /** What messages call hooks, for the middle of a sentence. */
    static String labels(List<PlannedHook> hooks) {
        return hooks.stream().map(PlannedHook::label).collect(Collectors.joining(" and "));
    }

    /** A sentence about those that a run finished, and where they are; empty for none. */
    static String migrations(Direction direction, int before, String place) {
        return switch (before) {
            case 0 -> "";
            case 1 -> "The migration %s stays %s.".formatted(place, done(direction));
            default -> "The %s migrations %s stay %s.".formatted(before, place, done(direction));
        };
    }

    /** What a migration is when it has gone that way. */
    public static String done(Direction direction) {
        return switch (direction) {
            case UP -> "applied";
            case DOWN -> "rolled back";
        };
    }
}
