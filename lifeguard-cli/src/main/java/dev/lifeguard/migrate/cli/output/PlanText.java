package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.planning.PlannedStep.Recorded;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What would run, in words. */
final class PlanText {

    private PlanText() {}

    static List<String> lines(Plan plan, Style style) {
        List<String> lines = new ArrayList<>();
        if (!plan.hooks().isEmpty()) {
            String hooks =
                    PlannedRun.of(plan).around().stream()
                            .map(hook -> hook.label() + " " + when(hook.moment()))
                            .collect(Collectors.joining(", "));
            lines.add(style.dim("hooks: " + hooks));
            lines.add("");
        }
        for (PlannedStep step : PlannedRun.of(plan).planned()) {
            lines.add(heading(step, style));
            left(step).forEach(left -> lines.add(style.dim("  first: it left " + left)));
            lines.addAll(statementLines(step, style));
            remark(step).ifPresent(text -> lines.add(style.dim("  " + text)));
            lines.addAll(StakeText.lines(step, plan.atStake(), style));
            lines.add(style.dim("  history: " + historyWrite(step)));
            lines.add("");
        }
        return lines;
    }

    private static String when(Moment moment) {
        return switch (moment) {
            case BEFORE_UP -> "before all";
            case AFTER_UP -> "behind all";
            case BEFORE_MIGRATION -> "before each";
            case AFTER_MIGRATION -> "behind each";
        };
    }

    /** What is removed or completed before it goes on, each with the statement that does. */
    static List<String> left(PlannedStep step) {
        return step.resumed() == null ? List.of() : step.resumed().left();
    }

    private static String heading(PlannedStep step, Style style) {
        String mode = step.batches().map(PlanText::batches).orElseGet(() -> transactions(step));
        return "%s  (%s, %s)".formatted(style.bold(step.label()), step.fileName(), mode);
    }

    private static String batches(BatchSpec.Mode mode) {
        return switch (mode) {
            case BLOCKING -> "in batches";
            case BACKGROUND -> "in batches, which batch run does";
        };
    }

    private static String transactions(PlannedStep step) {
        return switch (step.transactionMode()) {
            case WHOLE -> "one transaction";
            case PER_STATEMENT -> "statement by statement, " + reason(step);
        };
    }

    private static String reason(PlannedStep step) {
        Optional<SqlStatement> outside = step.section().flatMap(Section::outsideTransaction);
        if (step.resumed() != null && step.repeatable()) {
            return "beginning again";
        }
        if (step.resumed() != null) {
            return "going on after %s of them".formatted(step.resumed().statementsDone());
        }
        return outside.map(
                        statement ->
                                "for %s in line %s"
                                        .formatted(statement.summary(), statement.start().line()))
                .orElse(step.section().isPresent() ? "as the file says" : "as its class says");
    }

    private static List<String> statementLines(PlannedStep step, Style style) {
        TextTable table =
                new TextTable(TextTable.Side.RIGHT, TextTable.Side.LEFT, TextTable.Side.LEFT);
        int done = step.skipped();
        for (PlannedStatement statement : statements(step)) {
            String note = statement.number() <= done ? style.dim(" (done already)") : "";
            table.row(
                    new TextTable.Cell("  " + statement.number(), style::dim),
                    new TextTable.Cell(place(step, statement), style::dim),
                    TextTable.Cell.of(statement.beginning() + note));
        }
        return table.lines();
    }

    /** What Java runs has no line of its own before it runs. */
    private static String place(PlannedStep step, PlannedStatement statement) {
        return step.section().isPresent() ? "line " + statement.line() : "Java";
    }

    /** Why a migration in Java may run something else. */
    static Optional<String> remark(PlannedStep step) {
        return recorded(step)
                .map(Recorded::remark)
                .map(remark -> "may run other statements: " + remark);
    }

    private static Optional<Recorded> recorded(PlannedStep step) {
        return step.content() instanceof PlannedStep.Code java
                ? Optional.ofNullable(java.recorded())
                : Optional.empty();
    }

    static String transaction(PlannedStep step) {
        if (step.batches().isPresent()) {
            return "per-batch";
        }
        return switch (step.transactionMode()) {
            case WHOLE -> "whole";
            case PER_STATEMENT -> "per-statement";
        };
    }

    static String historyWrite(PlannedStep step) {
        if (step.batches().isPresent()) {
            return switch (step.batches().get()) {
                case BLOCKING -> "success with the last batch";
                case BACKGROUND -> "success before the first batch";
            };
        }
        boolean whole = step.transactionMode() == TransactionMode.WHOLE;
        boolean up = step.direction() == Direction.UP;
        if (whole) {
            String verb = step.repeatable() ? "INSERT or UPDATE" : "INSERT";
            return (up ? verb : "DELETE") + " in the same transaction";
        }
        return up
                ? "progress with every statement, success with the last one"
                : "progress with every statement, DELETE after the last one";
    }

    /**
     * A statement that would run.
     *
     * @param number from 1
     * @param line in its file
     * @param summary its short name
     * @param sql all of it
     */
    record PlannedStatement(int number, int line, String summary, String sql) {

        private static final int LONGEST = 80;

        static PlannedStatement of(SqlStatement statement) {
            return new PlannedStatement(
                    statement.number(),
                    statement.start().line(),
                    statement.summary(),
                    statement.text());
        }

        /** How it begins, in one line. */
        String beginning() {
            int characters = Math.min(sql.codePointCount(0, sql.length()), 4 * LONGEST);
            String start = sql.substring(0, sql.offsetByCodePoints(0, characters));
            String line = start.strip().replaceAll("\\s+", " ");
            return line.length() <= LONGEST && start.length() == sql.length()
                    ? line
                    : line.substring(0, Math.min(line.length(), LONGEST)) + " ...";
        }
    }

    /** All statements of a step, read again from its file, or as its Java class ran them. */
    static List<PlannedStatement> statements(PlannedStep step) {
        List<PlannedStatement> statements = new ArrayList<>();
        Optional<Section> section = step.section();
        if (section.isEmpty()) {
            return recorded(step).map(Recorded::statements).orElse(List.of()).stream()
                    .map(PlannedStatement::of)
                    .toList();
        }
        try (StatementReader reader = section.get().open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                statements.add(PlannedStatement.of(next.get()));
            }
        } catch (IOException unreadable) {
            throw Refused.because(
                    "%s cannot be read any more: %s."
                            .formatted(step.fileName(), FaultText.of(unreadable)),
                    unreadable);
        }
        return statements;
    }
}
