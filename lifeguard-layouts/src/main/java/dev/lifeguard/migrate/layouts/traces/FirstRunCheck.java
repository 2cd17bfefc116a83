package dev.lifeguard.migrate.layouts.traces;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Finding.Level;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Before the first run on a database: whether another tool applied these migrations there already,
 * by the history that it keeps. It asks the database only where this project's history is empty.
 *
 * <p>Of the tool whose files they are, an import is asked what it would take over: where that is
 * nothing, an import would change nothing either, and the run is free to begin. Of other tools the
 * rows alone count.
 *
 * <p>It is made by its name where the class path was too short for it, so what it is made of and
 * what it is asked for are types that every class loader has.
 */
public final class FirstRunCheck implements PlanCheck, Supplier<List<String>> {

    /** What findings are called. */
    public static final String RULE = "history-of-another-tool";

    private final BiFunction<Layout, ForeignHistory, ImportReport> comparison;
    private final String layout;
    private final String takeOver;

    /**
     * For one database.
     *
     * @param comparison what an import of a history would take over of the files, which it reads by
     *     a layout; it changes nothing
     * @param layout the name of the layout of the files
     * @param takeOver how a history is taken over, with {@code %s} for the layout's name
     */
    public FirstRunCheck(
            BiFunction<Layout, ForeignHistory, ImportReport> comparison,
            String layout,
            String takeOver) {
        this.comparison = comparison;
        this.layout = layout;
        this.takeOver = takeOver;
    }

    /**
     * A history that would be taken over, or that stands beside.
     *
     * @param count how many migrations it has
     * @param reason why it cannot be read; empty for the others
     */
    private record Held(TableTraces.Seen seen, int count, Fit fit, String reason) {

        Held(TableTraces.Seen seen, int count, Fit fit) {
            this(seen, count, fit, "");
        }

        String tool() {
            return seen.trace().layout();
        }
    }

    /** How a history fits the files. */
    private enum Fit {
        /** It is their tool's, and an import would take it over. */
        SAME,
        /** It is their tool's, and an import would refuse it. */
        CONTRADICTS,
        /** It is another tool's. */
        OTHER,
        /** It cannot be read. */
        UNREADABLE,
        /** It is their tool's by its columns, and stands where nobody looks for it. */
        ELSEWHERE
    }

    @Override
    public List<Finding> check(Plan plan) {
        if (!plan.status().applied().isEmpty()) {
            return List.of();
        }
        Set<String> planned = new HashSet<>();
        for (PlanStep step : plan.steps()) {
            planned.add(step.version().toString().toLowerCase(Locale.ROOT));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            held().forEach(each -> findings.add(finding(each, planned)));
        } catch (LifeguardException unseen) {
            findings.add(Finding.of(RULE, Level.WARNING, unknown(unseen)));
        }
        return findings;
    }

    /** For a status of an empty history: what is there, and how it is taken over. */
    @Override
    public List<String> get() {
        try {
            return held().stream().map(this::told).toList();
        } catch (LifeguardException unseen) {
            return List.of(unknown(unseen));
        }
    }

    private String told(Held held) {
        return switch (held.fit()) {
            case UNREADABLE -> unreadable(held, "");
            case ELSEWHERE -> elsewhere(held);
            case SAME, CONTRADICTS, OTHER ->
                    "%s holds what %s applied to this database. To go on from there: %s."
                            .formatted(
                                    held.seen().table(),
                                    held.tool(),
                                    takeOver.formatted(held.tool()));
        };
    }

    private String elsewhere(Held held) {
        return ("%s looks like a history of %s, and is not where it would be looked for. Where it"
                        + " tells of these migrations, they would run again: take it over first,"
                        + " with that table named: %s.")
                .formatted(held.seen().table(), held.tool(), takeOver.formatted(held.tool()));
    }

    private static String unreadable(Held held, String consequence) {
        return "%s looks like the history of %s, and it cannot be read.%s %s"
                .formatted(held.seen().table(), held.tool(), consequence, held.reason());
    }

    private static String unknown(LifeguardException unseen) {
        return "Whether another tool applied these migrations to this database is not known. "
                + unseen.detail().message();
    }

    private List<Held> held() {
        Optional<OtherTool> own = OtherTool.named(layout);
        Layout reader = own.map(OtherTool::layout).orElseGet(Layout::own);
        TableTraces traces = new TableTraces(layout);
        List<Held> held = new ArrayList<>();
        try {
            Objects.requireNonNull(comparison.apply(reader, traces));
        } catch (ValidationException inTheFiles) {
            // The run tells it.
        } catch (LifeguardException failure) {
            held.add(
                    new Held(
                            traces.unread().orElseThrow(() -> failure),
                            0,
                            Fit.UNREADABLE,
                            failure.detail().message()));
        }
        traces.elsewhere().ifPresent(seen -> held.add(new Held(seen, 0, Fit.ELSEWHERE)));
        for (TableTraces.Seen seen : traces.seen()) {
            (own.isPresent() && own.get().id().equals(seen.trace().layout())
                            ? compared(seen, own.get())
                            : beside(seen))
                    .ifPresent(held::add);
        }
        return held;
    }

    private static Optional<Held> beside(TableTraces.Seen seen) {
        return seen.applied().isEmpty()
                ? Optional.empty()
                : Optional.of(new Held(seen, seen.applied().size(), Fit.OTHER));
    }

    private Optional<Held> compared(TableTraces.Seen seen, OtherTool tool) {
        Optional<ForeignHistory> history = tool.history(null);
        if (history.isEmpty()) {
            return beside(seen);
        }
        try {
            int count = comparison.apply(tool.layout(), history.get()).imported().size();
            return count == 0 ? Optional.empty() : Optional.of(new Held(seen, count, Fit.SAME));
        } catch (LifeguardException refused) {
            return Optional.of(new Held(seen, seen.applied().size(), Fit.CONTRADICTS));
        }
    }

    private Finding finding(Held held, Set<String> planned) {
        String advice = takeOver.formatted(held.tool());
        String table = held.seen().table();
        return switch (held.fit()) {
            case SAME -> repeated(held, advice);
            case CONTRADICTS ->
                    Finding.of(
                            RULE,
                            Level.ERROR,
                            ("%s is the history that %s keeps of this database. It does not fit"
                                            + " these files, and this project's history is empty:"
                                            + " what is applied would run again. Take that history"
                                            + " over first, which tells what does not fit: %s.")
                                    .formatted(table, held.tool(), advice));
            case UNREADABLE ->
                    Finding.of(
                            RULE,
                            held.tool().equals(layout) ? Level.ERROR : Level.WARNING,
                            unreadable(held, " What it says is applied would run again."));
            case ELSEWHERE -> Finding.of(RULE, Level.WARNING, elsewhere(held));
            case OTHER ->
                    held.seen().applied().stream()
                                    .map(version -> version.toLowerCase(Locale.ROOT))
                                    .anyMatch(planned::contains)
                            ? repeated(held, advice)
                            : Finding.of(
                                    RULE,
                                    Level.WARNING,
                                    ("%s holds what %s applied to this database (%s). Where these"
                                                    + " migrations are the same, take that history"
                                                    + " over: %s.")
                                            .formatted(table, held.tool(), counted(held), advice));
        };
    }

    private static Finding repeated(Held held, String advice) {
        return Finding.of(
                RULE,
                Level.ERROR,
                ("%s holds what %s applied to this database (%s), and this project's history is"
                                + " empty: what is applied would run again. Take that history over"
                                + " first: %s.")
                        .formatted(held.seen().table(), held.tool(), counted(held), advice));
    }

    private static String counted(Held held) {
        return held.count() == 1 ? "1 migration" : held.count() + " migrations";
    }
}
