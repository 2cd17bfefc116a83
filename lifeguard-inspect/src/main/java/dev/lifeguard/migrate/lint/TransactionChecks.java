package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a statement is together with those before it, where nothing is to say of it alone. */
final class TransactionChecks implements Check {

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        for (HeldLocks.Held lock : HeldLocks.of(subject)) {
            timeout(subject, lock.table(), lock.mode(), out);
            pile(subject, lock.table(), lock.mode(), out);
        }
        rerun(subject, out);
        leak(subject, out);
    }

    private static void timeout(
            Subject subject, Table table, LockMode mode, Consumer<Diagnosis> out) {
        String sql = table.name().sql();
        if (subject.session().disablesLockTimeout()) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.NO_LOCK_TIMEOUT,
                                    "The script sets lock_timeout to 0. Behind one long query on %s"
                                        + " this waits for ever, and all who come later wait behind"
                                        + " it.",
                                    sql)
                            .about(table)
                            .lock(table, mode, BRIEF)
                            .safe(
                                    "SET LOCAL lock_timeout = '1s'; -- or nothing: it is set"
                                            + " anyway"));
        }
        if (subject.session().setting("statement_timeout").filter("0"::equals).isPresent()) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.NO_STATEMENT_TIMEOUT,
                                    "The script sets statement_timeout to 0, so nothing ends this"
                                            + " statement, however long it locks %s.",
                                    sql)
                            .about(table)
                            .lock(table, mode, BRIEF)
                            .safe("SET LOCAL statement_timeout = '5s';"));
        }
    }

    /** Once a transaction, where it first waits while it holds something. */
    private static void pile(Subject subject, Table table, LockMode mode, Consumer<Diagnosis> out) {
        Optional<Name> other =
                subject.session().held().keySet().stream()
                        .filter(it -> !it.equals(table.name()))
                        .findFirst();
        boolean first = subject.session().holders() == 1;
        if (first && other.isPresent() && !subject.session().held().containsKey(table.name())) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.COMPOUNDING_LOCKS,
                                    "The transaction still holds its lock of %s while it waits for"
                                            + " the one of %s: the longer it waits here, the longer"
                                            + " nobody uses the other.",
                                    other.get().sql(),
                                    table.name().sql())
                            .about(table)
                            .lock(table, mode, BRIEF)
                            .safe("-- in a migration of its own:%n%s;", subject.text()));
        }
    }

    /** Once a migration, where something stays behind for the first time. */
    private static void rerun(Subject subject, Consumer<Diagnosis> out) {
        List<Parsed> work = new ArrayList<>();
        subject.before().stream().filter(TransactionChecks::isWork).forEach(work::add);
        if (work.isEmpty() || !isWork(subject.parsed())) {
            return;
        }
        Parsed last = work.removeLast();
        if (!Repeatable.is(last.tree()) && work.stream().allMatch(it -> Repeatable.is(it.tree()))) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.NOT_RERUNNABLE,
                                    "This migration runs without a transaction. If this statement"
                                        + " fails, %s in line %s stays, and who runs the file again"
                                        + " elsewhere does that twice or fails there.",
                                    last.sql().summary(),
                                    last.sql().start().line())
                            .safe("-- a migration of its own:%n%s;", subject.text()));
        }
    }

    private static boolean isWork(Parsed statement) {
        return statement.mode() == Parsed.Mode.ALONE
                && !Repeatable.changesNothing(statement.tree());
    }

    private static void leak(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        boolean leaks =
                tree.is("VariableSetStmt")
                        && !tree.flag("is_local")
                        && Set.of("search_path", "role", "session_authorization", "timezone")
                                .contains(tree.text("name"));
        if (leaks) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.SESSION_LEAK,
                                    "%s stays as it is set here for whatever the session runs"
                                            + " afterwards.",
                                    tree.text("name"))
                            .safe(
                                    "%s;",
                                    subject.text()
                                            .replaceFirst(
                                                    "(?i)^SET(\\s+SESSION)?\\b", "SET LOCAL")));
        }
    }
}
