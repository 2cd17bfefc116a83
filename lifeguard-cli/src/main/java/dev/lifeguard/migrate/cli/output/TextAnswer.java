package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.cli.settings.CommandWords;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An answer in words. */
final class TextAnswer {

    private TextAnswer() {}

    /** What a command did before it failed. */
    static String before(Failure failure) {
        Done done = failure.done();
        boolean up = done.rolledBack().isEmpty();
        int count = up ? done.applied().size() : done.rolledBack().size();
        String end =
                failure.error().kind() == ErrorKind.INTERRUPTED
                        ? "the run was stopped"
                        : "the failure";
        return "%s %s before %s. %s"
                .formatted(
                        Wording.count(count, "migration"),
                        up ? "applied" : "rolled back",
                        end,
                        left(failure));
    }

    /** What nobody could ask is said to be so, and not to be nothing. */
    private static String left(Failure failure) {
        return switch (failure.source()) {
            case HISTORY -> pending(failure.pending());
            case PLAN ->
                    "The database was not asked again: by the plan, "
                            + (failure.pending().isEmpty()
                                    ? "nothing is left to apply."
                                    : left(failure.pending()));
            case NOBODY -> "What is pending is not known.";
        };
    }

    private static String left(List<PendingMigration> pending) {
        PendingMigration first = pending.getFirst();
        String named = first.version().label(first.name());
        return pending.size() == 1
                ? "1 is left to apply: %s.".formatted(named)
                : "%s are left to apply, the first is %s.".formatted(pending.size(), named);
    }

    static String summary(Answer.Migrated migrated) {
        MigrationReport report = migrated.report();
        boolean up = migrated.direction() == Direction.UP;
        int count = up ? report.applied().size() : report.rolledBack().size();
        if (count > 0) {
            return "%s %s in %s. %s"
                    .formatted(
                            Wording.count(count, "migration"),
                            up ? "applied" : "rolled back",
                            Wording.time(migrated.elapsed()),
                            pending(report.pending()));
        }
        if (migrated.files() == 0) {
            return "Nothing to do: the directory \"%s\" holds no migrations."
                    .formatted(migrated.directories());
        }
        if (!up) {
            return "Nothing to roll back. " + pending(report.pending());
        }
        return report.pending().isEmpty()
                ? "Nothing to apply: the database is up to date."
                : "Nothing to apply as far as that. " + pending(report.pending());
    }

    /** What is left to apply, in a sentence. */
    static String pending(List<PendingMigration> pending) {
        return switch (pending.size()) {
            case 0 -> "Nothing is pending.";
            case 1 ->
                    "1 is pending: %s."
                            .formatted(
                                    pending.getFirst().version().label(pending.getFirst().name()));
            default -> pending.size() + " are pending.";
        };
    }

    static List<String> awaited(Answer.Awaited awaited) {
        String time = Wording.time(awaited.waited());
        if (awaited.succeeded()) {
            return List.of("Nothing is pending, after %s.".formatted(time));
        }
        List<String> lines = new ArrayList<>();
        awaited.unseen()
                .ifPresentOrElse(
                        error ->
                                lines.add(
                                        "What is pending was not to be seen within %s: %s"
                                                .formatted(time, CommandWords.of(error).message())),
                        () -> lines.add("The time is over, after %s.".formatted(time)));
        awaited.status().ifPresent(status -> lines.add(pending(status.pending())));
        return lines;
    }

    static List<String> baselined(Answer.Baselined baselined, Style style) {
        List<String> lines = new ArrayList<>();
        for (MigrationResult marked : baselined.report().applied()) {
            lines.add(
                    "%s  %s  %s"
                            .formatted(
                                    style.green("Recorded"),
                                    Wording.version(marked.version()),
                                    marked.name()));
        }
        int count = baselined.report().applied().size();
        lines.add(
                count == 0
                        ? "Nothing to record: everything up to %s is applied already."
                                .formatted(Wording.version(baselined.version()))
                        : "%s recorded as applied without being run. %s"
                                .formatted(
                                        Wording.count(count, "migration"),
                                        pending(baselined.report().pending())));
        return lines;
    }

    static List<String> planned(Answer.Planned planned, Style style) {
        int steps = planned.plan().steps().size();
        boolean up = planned.plan().direction() == Direction.UP;
        if (steps == 0) {
            return List.of(
                    up
                            ? "Nothing to apply. " + pending(planned.plan().status().pending())
                            : "Nothing to roll back.");
        }
        List<String> lines = new ArrayList<>(PlanText.lines(planned.plan(), style));
        lines.add(
                "%s would be %s. Nothing was changed."
                        .formatted(
                                Wording.count(steps, "migration"), up ? "applied" : "rolled back"));
        return lines;
    }

    static String valid(Answer.Valid valid) {
        MigrationStatus status = valid.status();
        return switch (valid.compared()) {
            case NOTHING ->
                    "Valid: %s. The database was not looked at."
                            .formatted(Wording.count(status.pending().size(), "migration"));
            case DATABASE ->
                    "Valid: %s applied. %s"
                            .formatted(
                                    Wording.count(Wording.applied(status), "migration"),
                                    pending(status.pending()));
        };
    }

    private static String named(MigrationVersion wanted, MigrationStatus status) {
        if (!wanted.isRepeatable()) {
            return Wording.version(wanted);
        }
        Stream<String> applied =
                status.applied().stream()
                        .filter(each -> each.version().equals(wanted))
                        .map(MigrationRecord::label);
        Stream<String> pending =
                status.pending().stream()
                        .filter(each -> each.version().equals(wanted))
                        .map(each -> wanted.label(each.name()));
        return Stream.concat(applied, pending).findFirst().orElse("");
    }

    static String repaired(Answer.Repaired repaired) {
        String version = named(repaired.version(), repaired.status());
        if (version.isEmpty()) {
            return "Nothing is recorded of it any more, and no file here has that name.";
        }
        String what =
                switch (repaired.repair()) {
                    case Repair.AcceptChecksum accepted when !repaired.changed() ->
                            "The file's checksum is the recorded one of %s already.";
                    case Repair.AcceptChecksum accepted ->
                            "The file's checksum is now the recorded one of %s.";
                    case Repair.MarkDone done -> "%s counts as applied.";
                    case Repair.MarkUndone undone -> "%s counts as pending.";
                    case Repair.StatementDone done ->
                            "The statement in doubt of %s counts as done; up goes on behind it.";
                    case Repair.StatementUndone undone ->
                            "The statement in doubt of %s counts as not done; up runs it again.";
                };
        return what.formatted(version) + " " + pending(repaired.status().pending());
    }
}
