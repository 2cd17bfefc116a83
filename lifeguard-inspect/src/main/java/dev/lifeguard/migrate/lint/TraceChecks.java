package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.SchemaChange;
import dev.lifeguard.migrate.inspect.trace.Work;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What only a run shows: locks and work of statements that others are hidden in, and work that the
 * text of a statement does not tell.
 */
final class TraceChecks {

    /** What runs others, of which its text does not tell which. */
    private static final Set<String> OPAQUE = Set.of("DoStmt", "CallStmt", "ExecuteStmt");

    /** What may call functions, and changes no schema by itself. */
    private static final Set<String> CALLS =
            Set.of("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    /** Behind all parts that a statement has by its text. */
    private static final int FIRST_PART = 10_000;

    private final Subject subject;
    private final Traced traced;
    private final StatementFindings out;
    private final boolean opaque;
    private final Map<LintRule, Diagnosis> found = new EnumMap<>(LintRule.class);

    private TraceChecks(Subject subject, Traced traced, StatementFindings out) {
        this.subject = subject;
        this.traced = traced;
        this.out = out;
        this.opaque = OPAQUE.contains(subject.tree().type());
    }

    static void look(Subject subject, Traced traced, StatementFindings out) {
        new TraceChecks(subject, traced, out).look();
    }

    private void look() {
        boolean hidden = opaque || CALLS.contains(subject.tree().type());
        if (hidden || !out.tellsOfWork()) {
            traced.tableLocks().forEach(this::work);
        }
        if (hidden) {
            traced.changes().forEach(this::change);
        }
        int part = FIRST_PART;
        for (Diagnosis it : found.values()) {
            out.accept(it.ofPart(part++));
        }
        if (opaque) {
            out.excuse(LintRule.OPAQUE_CODE);
            rest();
        }
    }

    /** Rows that are read or written under a lock that others wait for. */
    private void work(RelationLock lock) {
        if (Traced.isStrong(lock) && lock.work() != Work.BRIEF) {
            add(
                    TraceRules.ofWork(lock, traced),
                    lock.relation(),
                    "%s %s under %s.".formatted(lock.relation(), work(lock.work()), mode(lock)));
        } else if (opaque && writesMany(lock)) {
            add(
                    LintRule.BULK_DML,
                    lock.relation(),
                    "rows of %s are changed, and all of them are gone through to find those."
                            .formatted(lock.relation()));
        }
    }

    private static boolean writesMany(RelationLock lock) {
        return lock.mode() == LockMode.ROW_EXCLUSIVE && lock.work() == Work.SCAN;
    }

    private static String work(Work work) {
        return switch (work) {
            case BRIEF -> "is changed";
            case SCAN -> "is read from its first row to its last";
            case BUILD -> "gets an index, for which all rows are read,";
            case REWRITE -> "is written anew, all rows of it,";
        };
    }

    private static String mode(RelationLock lock) {
        return "%s (%s)".formatted(lock.mode().serverName(), lock.mode().meaning());
    }

    private void change(SchemaChange change) {
        TraceRules.ofChange(change).ifPresent(it -> add(it.rule(), change.relation(), it.seen()));
    }

    private void add(LintRule rule, String relation, String seen) {
        Diagnosis diagnosis =
                Diagnosis.of(
                                rule,
                                "A run on a scratch database shows what the text does not: %s %s",
                                seen,
                                rule.summary())
                        .about(subject.model().table(Name.of(relation)));
        found.putIfAbsent(
                rule, rule == LintRule.BULK_DML ? diagnosis.atMost(LintLevel.WARNING) : diagnosis);
    }

    /** What a run does not tell for certain, and what no rule says. */
    private void rest() {
        String read = names(traced.tableLocks().stream().filter(it -> isRead(it)).toList());
        if (!read.isEmpty()) {
            out.accept(
                    opaque(
                            "What this does may depend on the rows of %s. It was seen on a scratch"
                                    + " database, where a table has the rows that migrations give"
                                    + " it.",
                            read));
            return;
        }
        Optional<RelationLock> strongest =
                traced.tableLocks().stream().filter(Traced::isStrong).findFirst();
        if (found.isEmpty() && strongest.isPresent()) {
            RelationLock lock = strongest.get();
            out.accept(
                    opaque(
                            "A run on a scratch database shows that this takes %s on %s for a"
                                    + " moment; %s.",
                            lock.mode().serverName(), lock.relation(), lock.mode().meaning()));
        }
    }

    private static Diagnosis opaque(String message, Object... names) {
        return Diagnosis.of(LintRule.OPAQUE_CODE, message, names);
    }

    private static boolean isRead(RelationLock lock) {
        return lock.mode() == LockMode.ACCESS_SHARE || lock.mode() == LockMode.ROW_SHARE;
    }

    private static String names(List<RelationLock> locks) {
        return locks.stream()
                .map(RelationLock::relation)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Of a statement that did not run there, though others did. */
    static Optional<Diagnosis> failed(Traces traces, Parsed parsed, String file) {
        return traces.rehearsed()
                .flatMap(it -> it.end())
                .filter(end -> file.equals(end.file()))
                .filter(
                        end ->
                                Integer.valueOf(parsed.sql().start().line()).equals(end.line())
                                        && Integer.valueOf(parsed.sql().start().column())
                                                .equals(end.column()))
                .map(
                        end ->
                                opaque(
                                        "This does not run on the scratch database, so what it and"
                                                + " all behind it do there was not seen. %s",
                                        end.message()));
    }
}
