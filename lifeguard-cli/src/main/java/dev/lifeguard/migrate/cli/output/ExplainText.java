package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.inspect.explain.ExplainedStatement;
import dev.lifeguard.migrate.inspect.explain.Explanation;
import dev.lifeguard.migrate.inspect.explain.RelationNow;
import dev.lifeguard.migrate.inspect.explain.RelationNow.Holder;
import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a migration locks, in words and as JSON. */
final class ExplainText {

    private static final int LONGEST = 100;

    private ExplainText() {}

    static List<String> lines(Explanation explanation, Style style) {
        List<String> lines = new ArrayList<>();
        boolean whole = explanation.transactionMode() == TransactionMode.WHOLE;
        lines.add(
                "%s, run on an empty %s, %s"
                        .formatted(
                                style.bold(explanation.file()),
                                explanation.server(),
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
                .filter(ExplainText::strong)
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
                                            .map(ExplainText::queries)
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

    static void write(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeStringField("file", explanation.file());
        json.writeStringField(
                "transaction",
                switch (explanation.transactionMode()) {
                    case WHOLE -> "whole";
                    case PER_STATEMENT -> "per-statement";
                });
        json.writeStringField("server", explanation.server());
        json.writeArrayFieldStart("statements");
        for (ExplainedStatement statement : explanation.statements()) {
            json.writeStartObject();
            if (isOfHook(statement, explanation)) {
                json.writeStringField("hook", statement.place().file());
            }
            json.writeNumberField("number", statement.number());
            JsonParts.number(json, "line", statement.place().line());
            JsonParts.number(json, "column", statement.place().column());
            json.writeStringField("summary", statement.kind());
            json.writeArrayFieldStart("locks");
            for (RelationLock lock : statement.locks()) {
                json.writeStartObject();
                json.writeStringField("relation", lock.relation());
                json.writeStringField("mode", lock.mode().serverName());
                json.writeStringField("work", lock.work().word());
                json.writeStringField("source", lock.source().name().toLowerCase(Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("relations");
        for (RelationNow relation : explanation.relations()) {
            write(json, relation);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, RelationNow relation) throws IOException {
        json.writeStartObject();
        json.writeStringField("relation", relation.relation());
        json.writeStringField("presence", relation.presence().name().toLowerCase(Locale.ROOT));
        JsonParts.number(json, "bytes", relation.bytes().orElse(null));
        JsonParts.number(json, "rows", relation.rows().orElse(null));
        JsonParts.number(
                json,
                "queriesPerMinute",
                relation.queriesPerMinute().map(Math::round).orElse(null));
        json.writeArrayFieldStart("holders");
        for (Holder holder : relation.holders()) {
            json.writeStartObject();
            JsonParts.number(json, "pid", holder.pid().orElse(null));
            json.writeStringField("mode", holder.mode());
            json.writeStringField("application", holder.application());
            json.writeStringField("user", holder.user());
            Optional<Long> age = holder.transactionAge().map(Duration::toMillis);
            JsonParts.number(json, "transactionMs", age.orElse(null));
            json.writeStringField("query", holder.query());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
