package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.inspect.explain.RelationNow.Holder;
import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a migration locks, in words. */
public final class ExplanationText {

    private static final int LONGEST = 100;

    private ExplanationText() {}

    /** Each statement with its locks, and what is known of the relations now. */
    public static List<String> lines(Explanation explanation, Style style) {
        List<String> lines = new ArrayList<>();
        boolean whole = explanation.transactionMode() == TransactionMode.WHOLE;
        lines.add(
                "%s, run on %s, %s"
                        .formatted(
                                style.bold(explanation.file()),
                                place(explanation),
                                whole
                                        ? "in one transaction, which keeps its locks to the end:"
                                        : "each statement for itself:"));
        Map<String, LockMode> held = new LinkedHashMap<>();
        int transaction = 0;
        for (ExplainedStatement statement : explanation.statements()) {
            if (statement.transaction() != transaction) {
                held.clear();
                transaction = statement.transaction();
            }
            lines.add("");
            lines.add(
                    "%s  %s"
                            .formatted(
                                    style.dim(place(statement, explanation)),
                                    beginning(statement.sql())));
            if (statement.locks().isEmpty()) {
                lines.add("    locks nothing that it does not have already");
            }
            for (RelationLock lock : statement.locks()) {
                lines.add(line(lock, explanation, style));
            }
            if (transaction > 0) {
                heldMeanwhile(statement, held).ifPresent(lines::add);
                keep(statement, held);
            }
        }
        if (!explanation.relations().isEmpty()) {
            lines.add("");
            lines.add("In the database now:");
            explanation.relations().forEach(relation -> lines.addAll(lines(relation, style)));
        }
        return lines;
    }

    private static String place(Explanation explanation) {
        return switch (explanation.basis()) {
            case MIGRATIONS -> "an empty " + explanation.server();
            case TARGET -> "the schema of the database, empty, in " + explanation.server();
        };
    }

    /** What earlier statements have locked, where this one takes long. */
    private static Optional<String> heldMeanwhile(
            ExplainedStatement statement, Map<String, LockMode> held) {
        boolean isLong = statement.locks().stream().anyMatch(lock -> lock.work() != Work.BRIEF);
        Set<String> own =
                statement.locks().stream().map(RelationLock::relation).collect(Collectors.toSet());
        String others =
                held.entrySet().stream()
                        .filter(entry -> !own.contains(entry.getKey()))
                        .map(it -> it.getValue().serverName() + " on " + it.getKey())
                        .collect(Collectors.joining(", "));
        return isLong && !others.isEmpty()
                ? Optional.of("    and meanwhile the transaction still holds " + others)
                : Optional.empty();
    }

    private static void keep(ExplainedStatement statement, Map<String, LockMode> held) {
        statement.locks().stream()
                .filter(ExplanationText::strong)
                .forEach(
                        lock ->
                                held.merge(
                                        lock.relation(),
                                        lock.mode(),
                                        (one, other) -> one.isStrongerThan(other) ? one : other));
    }

    private static String place(ExplainedStatement statement, Explanation explanation) {
        if (isOfHook(statement, explanation)) {
            return statement.place().toString();
        }
        Integer line = statement.place().line();
        return line == null ? "Java" : line + ":" + statement.place().column();
    }

    private static boolean isOfHook(ExplainedStatement statement, Explanation explanation) {
        return !statement.place().file().equals(explanation.file());
    }

    private static String beginning(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }

    private static String line(RelationLock lock, Explanation explanation, Style style) {
        String mode = lock.mode().serverName();
        return "    %s on %s%s%s: %s"
                .formatted(
                        strong(lock) ? style.red(mode) : mode,
                        style.bold(lock.relation()),
                        size(lock, explanation),
                        work(lock),
                        lock.mode().meaning());
    }

    private static boolean strong(RelationLock lock) {
        return switch (lock.mode()) {
            case ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE -> false;
            case SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE, ACCESS_EXCLUSIVE -> true;
        };
    }

    private static String size(RelationLock lock, Explanation explanation) {
        return explanation.relations().stream()
                .filter(it -> it.relation().equals(lock.relation()))
                .flatMap(it -> it.bytes().stream())
                .map(bytes -> " (%s)".formatted(Wording.size(bytes)))
                .findFirst()
                .orElse("");
    }

    private static String work(RelationLock lock) {
        String source =
                switch (lock.source()) {
                    case OBSERVED -> "";
                    case DOCUMENTATION -> " by PostgreSQL's manual";
                };
        return " " + lock.work().meaning() + source;
    }

    private static List<String> lines(RelationNow relation, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add("  %s: %s".formatted(style.bold(relation.relation()), state(relation)));
        for (Holder holder : relation.holders()) {
            lines.add("    held by " + words(holder));
        }
        return lines;
    }

    private static String state(RelationNow relation) {
        return switch (relation.presence()) {
            case MISSING -> "is not there";
            case UNKNOWN -> "could not be looked at";
            case THERE ->
                    "%s, %s, %s"
                            .formatted(
                                    relation.bytes().map(Wording::size).orElse("size not known"),
                                    relation.rows()
                                            .map(rows -> "about " + Wording.count(rows, "row"))
                                            .orElse("rows not counted yet"),
                                    relation.queriesPerMinute()
                                            .map(ExplanationText::queries)
                                            .orElse("queries a minute not known"));
        };
    }

    private static String queries(double perMinute) {
        return String.format(Locale.ROOT, "%.0f queries a minute", perMinute)
                + " by pg_stat_statements";
    }

    private static String words(Holder holder) {
        String who =
                holder.pid().map(pid -> "process " + pid).orElse("a prepared transaction")
                        + (holder.user().isEmpty() ? "" : " of " + holder.user())
                        + (holder.application().isEmpty()
                                ? ""
                                : " (%s)".formatted(holder.application()));
        return "%s with %s%s%s"
                .formatted(
                        who,
                        holder.mode(),
                        holder.transactionAge()
                                .map(age -> ", its transaction open for " + Wording.time(age))
                                .orElse(""),
                        holder.query().isEmpty() ? "" : ": " + holder.query());
    }
}
