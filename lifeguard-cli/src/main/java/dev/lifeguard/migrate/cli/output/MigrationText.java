package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.facts.FileFacts;
import dev.lifeguard.migrate.cli.facts.FileFacts.SectionFacts;
import dev.lifeguard.migrate.cli.facts.MigrationFacts;
import dev.lifeguard.migrate.cli.settings.CommandWords;
import dev.lifeguard.migrate.connect.words.BatchText;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.plan.MigrationRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything about one migration, in words. */
final class MigrationText {

    private MigrationText() {}

    static List<String> lines(MigrationFacts facts, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(facts.version().label(facts.name())));
        FactLines table = new FactLines(style).add("state", state(facts));
        table.add("file", facts.file().map(FileFacts::name).orElseGet(() -> withoutFile(facts)));
        facts.file().ifPresent(file -> addFile(table, file));
        facts.applied().ifPresent(applied -> addApplied(table, facts, applied));
        facts.origin().ifPresent(tool -> table.add("origin", "the history of " + tool));
        facts.made().ifPresent(made -> table.add("made", MadeObjectsText.counts(made)));
        facts.batches().ifPresent(batches -> table.add("batches", BatchText.standing(batches)));
        lines.addAll(table.lines());
        facts.made()
                .filter(made -> !made.tables().isEmpty())
                .ifPresent(
                        each -> {
                            List<String> made = MadeObjectsText.lines(each, "            ", style);
                            lines.addAll(made.subList(1, made.size()));
                        });
        facts.problems()
                .forEach(
                        problem -> {
                            lines.add("");
                            lines.add(style.red(CommandWords.of(problem).coded()));
                        });
        return lines;
    }

    static String state(MigrationFacts facts) {
        if (facts.isEdited()) {
            return "pending, edited since it was applied";
        }
        if (facts.applied().isPresent()) {
            return isBaseline(facts) ? "baseline" : "applied";
        }
        return facts.pending()
                .flatMap(pending -> Optional.ofNullable(pending.statementsDone()))
                .map(done -> "part-way, " + Wording.count(done, "statement") + " done")
                .orElse("pending");
    }

    private static String withoutFile(MigrationFacts facts) {
        return isBaseline(facts)
                ? "none: it stands for what the database held before its history"
                : "missing";
    }

    private static boolean isBaseline(MigrationFacts facts) {
        return facts.applied().filter(MigrationRecord::isBaseline).isPresent();
    }

    private static void addFile(FactLines table, FileFacts file) {
        table.add("checksum", file.checksum());
        table.add("up", file.up().map(MigrationText::section).orElse("unreadable"));
        table.add(
                "down",
                file.down()
                        .map(MigrationText::section)
                        .orElseGet(
                                () ->
                                        "none"
                                                + file.irreversible()
                                                        .map(reason -> ": " + reason)
                                                        .orElse("")));
    }

    private static String section(SectionFacts section) {
        if (section.statements() == 0) {
            return "no statement";
        }
        return Wording.count(section.statements(), "statement")
                + (section.wholeTransaction() ? ", one transaction" : ", statement by statement");
    }

    private static void addApplied(FactLines table, MigrationFacts facts, MigrationRecord applied) {
        Duration time = applied.executionTime();
        table.add(
                "applied",
                "%s UTC%s"
                        .formatted(
                                Wording.moment(applied.appliedAt()),
                                time == null ? "" : " in " + Wording.time(time)));
        if (facts.file().filter(file -> file.checksum().equals(applied.checksum())).isEmpty()) {
            table.add("recorded", applied.checksum());
        }
    }
}
