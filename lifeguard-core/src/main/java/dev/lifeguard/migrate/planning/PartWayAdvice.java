package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.util.Optional;

/**
 * How a part-way migration goes on.
 *
 * @param resumable whether the same command goes on by itself
 * @param text what to do, as a sentence
 */
record PartWayAdvice(boolean resumable, String text) {

    static PartWayAdvice of(
            Script script, HistoryRow record, HistoryRow.Progress progress, ScriptRules rules) {
        String done = progress.doneChecksum();
        if (done == null) {
            return new PartWayAdvice(
                    false,
                    "Its writer recorded no progress. Put the database right by hand and then "
                            + settle(record));
        }
        Optional<String> now =
                switch (script) {
                    case SqlScript sql -> doneNow(sql, progress, rules);
                    // Which statements it runs shows only when it runs: they are compared then.
                    case JavaMigration java -> Optional.empty();
                };
        if (now.isPresent() && !now.get().equals(done)) {
            return new PartWayAdvice(
                    false,
                    "Those statements were edited in the file since. Restore them and run "
                            + progress.direction().word()
                            + " again, or put the database right by hand and "
                            + settle(record));
        }
        if (progress.statementStarted() != null && progress.left().isEmpty()) {
            return new PartWayAdvice(true, ofStarted(progress));
        }
        return new PartWayAdvice(
                true,
                "Run %s again: it %sgoes on at statement %s."
                        .formatted(
                                progress.direction().word(),
                                progress.left().isEmpty() ? "" : "does that by itself and ",
                                progress.statementsDone() + 1));
    }

    /** The history does not say what came of it; the catalogue may, when it runs again. */
    private static String ofStarted(HistoryRow.Progress progress) {
        return ("Statement %s was started, and the history does not say whether it took effect. Run"
                        + " %s again: it looks whether the database can tell, and goes on or says"
                        + " what to look at.")
                .formatted(progress.statementStarted(), progress.direction().word());
    }

    /** It needs no repair, since all of its statements may run again. */
    static String ofRepeatable(HistoryRow.Progress progress) {
        return "Run up again: it %sbegins again at its first statement."
                .formatted(progress.left().isEmpty() ? "" : "does that by itself and ");
    }

    static String withoutFile(HistoryRow record) {
        return record.repeatable()
                ? "Its file is missing, so up does not go on with it. Restore it and run up again,"
                        + " or put the database right by hand and "
                        + settle(record)
                : "Its file is missing. Restore it, or put the database right by hand and "
                        + settle(record);
    }

    private static String settle(HistoryRow record) {
        return "say which it is: %s or %s"
                .formatted(remedy(Remedy.MARK_DONE, record), remedy(Remedy.MARK_UNDONE, record));
    }

    private static String remedy(Remedy remedy, HistoryRow record) {
        return record.repeatable()
                ? remedy.of(record.label())
                : remedy.of(record.version().number(), record.version().label());
    }

    /** Empty when the script cannot be read, which is a problem of its own. */
    private static Optional<String> doneNow(
            SqlScript script, HistoryRow.Progress progress, ScriptRules rules) {
        try {
            Optional<Section> section = script.sections(rules).of(progress.direction());
            return section.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            StatementsChecksum.ofFirst(section.get(), progress.statementsDone()));
        } catch (InvalidScriptException unreadable) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(script.fileName(), unreadable);
        }
    }
}
