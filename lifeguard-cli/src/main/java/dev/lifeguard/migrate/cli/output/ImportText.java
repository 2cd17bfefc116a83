package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.output.Answer.Imported;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.report.ImportReport.ImportedMigration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was taken over from another tool, in words. */
final class ImportText {

    private ImportText() {}

    static List<String> lines(Imported imported, Style style) {
        return switch (imported.importing()) {
            case DONE ->
                    lines(style.green("Recorded"), imported.report().imported(), done(imported));
            case COMPARED ->
                    lines("Would record", imported.report().imported(), compared(imported));
            case UNDONE -> lines("Removed", imported.report().takenBack(), undone(imported));
            case UNDO_COMPARED ->
                    lines("Would remove", imported.report().takenBack(), undoCompared(imported));
        };
    }

    private static List<String> lines(
            String word, List<ImportedMigration> migrations, String summary) {
        List<String> lines = new ArrayList<>();
        for (ImportedMigration each : migrations) {
            Instant at = each.appliedAt();
            lines.add(
                    "%s  %s  %s%s"
                            .formatted(
                                    word,
                                    Wording.version(each.version()),
                                    each.name(),
                                    at == null ? "" : "  " + Wording.moment(at)));
        }
        lines.add(summary);
        return lines;
    }

    private static String done(Imported imported) {
        int count = imported.report().imported().size();
        String pending = TextAnswer.pending(imported.report().pending());
        return count == 0
                ? "Nothing to take over: %s applied nothing that is not recorded here. %s"
                        .formatted(imported.title(), pending)
                : "%s taken over from %s without being run. %s Go on with: %s"
                        .formatted(
                                Wording.count(count, "migration"),
                                imported.title(),
                                pending,
                                imported.next());
    }

    private static String compared(Imported imported) {
        int count = imported.report().imported().size();
        return count == 0
                ? "Nothing would be taken over: %s applied nothing that is not recorded here. Nothing was changed."
                        .formatted(imported.title())
                : "%s would be taken over from %s. %s Nothing was changed."
                        .formatted(
                                Wording.count(count, "migration"),
                                imported.title(),
                                pendingThen(imported));
    }

    private static String pendingThen(Imported imported) {
        int left = imported.report().pending().size();
        return left == 0
                ? "Nothing would be pending then."
                : "%s would be pending then.".formatted(left);
    }

    private static String undoCompared(Imported imported) {
        return "%s of %s would not be recorded here any more. Nothing was changed."
                .formatted(
                        Wording.count(imported.report().takenBack().size(), "migration"),
                        imported.title());
    }

    private static String undone(Imported imported) {
        return "%s of %s not recorded here any more; the history of %s is as it was. Nothing was rolled back."
                .formatted(
                        Wording.count(imported.report().takenBack().size(), "migration"),
                        imported.title()
                                + (imported.report().takenBack().size() == 1 ? " is" : " are"),
                        imported.title());
    }
}
