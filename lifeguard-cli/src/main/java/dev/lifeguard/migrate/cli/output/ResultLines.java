package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;

/** Prints a line on stdout for each migration as soon as it is committed. */
final class ResultLines implements MigrationListener {

    /** Longer names stand out of the column, rather than making lines that a terminal breaks. */
    private static final int WIDEST = 40;

    private final Console console;
    private int width;
    private boolean any;

    ResultLines(Console console) {
        this.console = console;
    }

    /** Whether a line was printed. */
    boolean any() {
        return any;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Planned planned) {
            int longest =
                    planned.plan().steps().stream().mapToInt(ResultLines::width).max().orElse(0);
            width = Math.min(longest, WIDEST);
        } else if (event instanceof MigrationEvent.MigrationFinished finished) {
            print(finished);
        }
    }

    private void print(MigrationEvent.MigrationFinished finished) {
        any = true;
        MigrationResult result = finished.result();
        String verb =
                switch (finished.step().direction()) {
                    case UP -> "Applied";
                    case DOWN -> "Rolled back";
                };
        String space = " ".repeat(Math.max(0, width - width(finished.step())));
        Style style = console.outStyle();
        console.out()
                .printf(
                        "%s  %-14s  %s%s  %8s%n",
                        style.green(verb),
                        Wording.version(result.version()),
                        result.name(),
                        space,
                        Wording.time(result.executionTime()));
        console.out().flush();
    }

    private static int width(PlanStep step) {
        return step.name().codePointCount(0, step.name().length());
    }
}
