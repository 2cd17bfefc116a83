package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.output.TextTable.Cell;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How things stand, as a table and a list of problems. */
final class StatusText {

    private StatusText() {}

    private record Row(MigrationVersion version, List<Cell> cells) {}

    static List<String> lines(Answer.Standing standing, Style style) {
        MigrationStatus status = standing.status();
        List<String> lines = new ArrayList<>();
        if (!status.applied().isEmpty() || !status.pending().isEmpty()) {
            lines.addAll(table(status, style));
            lines.add("");
        }
        lines.add(summary(standing));
        if (!status.problems().isEmpty()) {
            lines.add("");
            lines.add(style.bold(Wording.count(status.problems().size(), "problem") + ":"));
            ProblemLines.of(status.problems().stream().map(Problem::detail).toList())
                    .forEach(line -> lines.add("  " + style.red(line)));
        }
        return lines;
    }

    private static List<String> table(MigrationStatus status, Style style) {
        Map<MigrationVersion, ErrorKind> problems = new HashMap<>();
        for (Problem problem : status.problems()) {
            problem.version().ifPresent(it -> problems.putIfAbsent(it, problem.detail().kind()));
        }
        List<Row> rows = new ArrayList<>();
        Set<MigrationVersion> edited = status.edited();
        Set<MigrationVersion> late = status.outOfOrder();
        for (MigrationRecord each : status.applied()) {
            if (edited.contains(each.version())) {
                rows.add(row(each, "pending, edited", style::yellow));
                continue;
            }
            ErrorKind problem = problems.get(each.version());
            String state = problem == null ? state(each, status, late) : appliedState(problem);
            rows.add(row(each, state, problem == null ? style::green : style::red));
        }
        for (PendingMigration each : status.pending()) {
            if (!edited.contains(each.version())) {
                rows.add(row(each, problems.get(each.version()), style));
            }
        }
        sort(rows, status.order());
        TextTable table =
                new TextTable(Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT)
                        .row(
                                new Cell("VERSION", style::dim),
                                new Cell("NAME", style::dim),
                                new Cell("STATE", style::dim),
                                new Cell("APPLIED (UTC)", style::dim),
                                new Cell("TIME", style::dim));
        rows.forEach(row -> table.row(row.cells().toArray(Cell[]::new)));
        return table.lines();
    }

    private static void sort(List<Row> rows, List<MigrationVersion> order) {
        Map<MigrationVersion, Integer> places = new HashMap<>();
        for (MigrationVersion version : order) {
            places.put(version, places.size());
        }
        rows.sort(
                (one, other) ->
                        Integer.compare(
                                places.getOrDefault(one.version(), places.size()),
                                places.getOrDefault(other.version(), places.size())));
    }

    private static String state(
            MigrationRecord applied, MigrationStatus status, Set<MigrationVersion> late) {
        if (applied.isBaseline()) {
            return "baseline";
        }
        if (status.ahead().contains(applied.version())
                || status.withoutFile().contains(applied.version())) {
            return "applied, no file here";
        }
        return late.contains(applied.version()) ? "applied, out of order" : "applied";
    }

    private static Row row(MigrationRecord applied, String state, UnaryOperator<String> color) {
        return new Row(
                applied.version(),
                List.of(
                        Cell.of(Wording.version(applied.version())),
                        Cell.of(applied.name()),
                        new Cell(state, color),
                        Cell.of(Wording.moment(applied.appliedAt())),
                        Cell.of(
                                applied.executionTime() == null
                                        ? ""
                                        : Wording.time(applied.executionTime()))));
    }

    private static Row row(PendingMigration pending, @Nullable ErrorKind problem, Style style) {
        Integer done = pending.statementsDone();
        String state =
                done != null
                        ? "part-way, " + Wording.count(done, "statement") + " done"
                        : pendingState(problem);
        return new Row(
                pending.version(),
                List.of(
                        Cell.of(Wording.version(pending.version())),
                        Cell.of(pending.name()),
                        new Cell(state, problem == null ? style::yellow : style::red)));
    }

    private static String appliedState(ErrorKind problem) {
        return switch (problem) {
            case CHECKSUM_MISMATCH -> "applied, changed since";
            case MISSING_MIGRATION -> "applied, file missing";
            case INVALID_SCRIPT -> "applied, unreadable";
            case DUPLICATE_VERSION -> "applied, two files";
            case INVALID_NAME,
                    OUT_OF_ORDER,
                    IRREVERSIBLE,
                    DATA_LOSS,
                    PARTIALLY_APPLIED,
                    CONFIGURATION,
                    FILE_NOT_FOUND,
                    SCRIPT_FAILED,
                    LOCK_BUSY,
                    LOCK_TIMEOUT,
                    LEASE_LOST,
                    DATABASE_UNREACHABLE,
                    INTERRUPTED,
                    INTERNAL ->
                    "applied";
        };
    }

    private static String pendingState(@Nullable ErrorKind problem) {
        if (problem == ErrorKind.OUT_OF_ORDER) {
            return "pending, out of order";
        }
        return problem == ErrorKind.INVALID_SCRIPT ? "pending, unreadable" : "pending";
    }

    private static String summary(Answer.Standing standing) {
        MigrationStatus status = standing.status();
        if (status.applied().isEmpty() && status.pending().isEmpty()) {
            return status.problems().isEmpty()
                    ? "Nothing is applied, and the directory \"%s\" holds no migrations."
                            .formatted(standing.directories())
                    : "Nothing is applied.";
        }
        return "%s applied, %s pending."
                .formatted(Wording.applied(status), status.pending().size());
    }
}
