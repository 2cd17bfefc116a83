package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.DriftText;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Run;
import dev.lifeguard.migrate.inspect.verify.Verified.Down;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What came of migrations on a scratch database, a line each, and what is wrong below it. */
public final class VerifyText {

    private final Style style;
    private final UnaryOperator<ErrorDetail> words;
    private final List<String> lines = new ArrayList<>();

    private VerifyText(Style style, UnaryOperator<ErrorDetail> words) {
        this.style = style;
        this.words = words;
    }

    /**
     * What came of them, and a summary.
     *
     * @param words tells an error in the words of whoever asked
     */
    public static List<String> lines(
            List<Verified> verified, Style style, UnaryOperator<ErrorDetail> words) {
        if (verified.isEmpty()) {
            return List.of("Nothing to verify: no migration is pending.");
        }
        VerifyText text = new VerifyText(style, words);
        verified.forEach(text::add);
        text.lines.add("");
        text.lines.add(summary(verified));
        return text.lines;
    }

    private static String summary(List<Verified> verified) {
        long differ = verified.stream().filter(Verified::differs).count();
        long irreversible =
                verified.stream().filter(each -> each.down() == Down.IRREVERSIBLE).count();
        return "%s verified: %s%s."
                .formatted(
                        Wording.count(verified.size(), "migration"),
                        differ == 0
                                ? "none differs"
                                : differ + (differ == 1 ? " differs" : " differ"),
                        irreversible == 0 ? "" : ", %s without a way down".formatted(irreversible));
    }

    private void add(Verified verified) {
        lines.add("%s  %s: %s".formatted(mark(verified), verified.label(), said(verified)));
        difference(
                verified.afterDown(),
                "  After its way down (right) the schema is not the one before the migration"
                        + " (left):");
        difference(
                verified.afterUp(),
                "  Its second way up (right) makes another schema than the first one (left):");
        verified.failures().forEach(this::add);
        verified.unseeded().forEach(this::add);
    }

    private String mark(Verified verified) {
        return verified.differs() ? style.red("differs") : style.green("ok     ");
    }

    private static String said(Verified verified) {
        String down =
                switch (verified.down()) {
                    case RESTORES -> "its way down restores the schema";
                    case DIFFERS ->
                            verified.afterDown().isEmpty()
                                    ? "its way down fails"
                                    : "its way down does not restore the schema";
                    case IRREVERSIBLE -> "it has no way down";
                };
        String up =
                switch (verified.upAgain()) {
                    case SAME -> "up again makes the same";
                    case DIFFERS -> again(verified);
                    case NOT_TRIED -> "up again was not tried";
                };
        return down + ", " + up;
    }

    /** All that is wrong with its ways up; where nothing else is known, the second one fails. */
    private static String again(Verified verified) {
        List<String> wrong = new ArrayList<>();
        if (!verified.afterUp().isEmpty()) {
            wrong.add("up again does not make the same");
        }
        if (fails(verified, Run.UP)) {
            wrong.add("up fails on rows");
        }
        if (fails(verified, Run.UP_AGAIN) || wrong.isEmpty()) {
            wrong.add("up again fails");
        }
        return String.join(", ", wrong);
    }

    private static boolean fails(Verified verified, Run run) {
        return verified.failures().stream()
                .anyMatch(each -> each.run() == run && !each.isByValues());
    }

    private void difference(List<Difference> differences, String heading) {
        if (!differences.isEmpty()) {
            lines.add(heading);
            DriftText.differences(differences, style).stream()
                    .map(line -> line.isEmpty() ? "" : "    " + line)
                    .forEach(lines::add);
        }
    }

    private void add(StepFailure failure) {
        String run =
                switch (failure.run()) {
                    case UP -> "way up";
                    case DOWN -> "way down";
                    case UP_AGAIN -> "second way up";
                };
        String where =
                switch (failure.rows()) {
                    case OF_MIGRATIONS -> "";
                    case MADE_UP ->
                            failure.isByValues()
                                    ? " on made-up rows, which other rows need not"
                                    : " where tables have rows";
                };
        StepFailure told =
                new StepFailure(
                        failure.run(),
                        failure.rows(),
                        words.apply(failure.error()),
                        failure.cause());
        lines.add(
                (failure.isByValues() ? "  Its %s fails%s: %s" : style.red("  Its %s fails%s: %s"))
                        .formatted(run, where, told.what().replace("\n", "\n    ")));
    }

    private void add(Unseeded table) {
        lines.add(
                style.dim(
                        "  Not tried with rows in %s, which takes no made-up row: %s"
                                .formatted(table.table(), table.reason())));
    }
}
