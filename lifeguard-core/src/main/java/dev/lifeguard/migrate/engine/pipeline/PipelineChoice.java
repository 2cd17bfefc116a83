package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.LockSql.Opening;
import dev.lifeguard.migrate.engine.program.LockLimit;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.engine.session.SessionState.Reach;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which migrations go together: those that are a short script in a transaction of their own, as
 * long as it is known before the server answers what the ones before them leave in the session.
 */
final class PipelineChoice {

    /** The driver asks for an answer of its own behind 256 statements. */
    private static final int MOST_STATEMENTS = 200;

    /** What is sent before any answer is read must fit into the buffers of both sides. */
    private static final int MOST_CHARACTERS = 64 * 1024;

    private final RunContext context;
    private final SessionState settings;

    /** What they begin with, by what their statements wait for a lock. */
    private final Map<Optional<Duration>, BoundSql> openings = new HashMap<>();

    PipelineChoice(RunContext context, SessionState settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * The migrations from one on that are sent together; none when that one goes another way.
     *
     * @param most how many at most
     * @throws IOException when the file of the first one cannot be read
     * @throws LifeguardException when it is no longer what was planned
     */
    List<PipelinedMigration> from(List<PlannedStep> steps, int first, int most) throws IOException {
        List<PipelinedMigration> together = new ArrayList<>();
        if (most == 1
                || context.grouping() == Grouping.ALL
                || context.hasHooksOfMigrations()
                || context.quarantine().isActive()
                || !context.writesHistoryInOneFlush()) {
            return together;
        }
        int statements = 0;
        int characters = 0;
        int end = Math.min(steps.size(), first + most);
        for (PlannedStep step : steps.subList(first, end)) {
            Optional<PipelinedMigration> next = together.isEmpty() ? pipelined(step) : after(step);
            if (next.isEmpty()) {
                break;
            }
            if (!together.isEmpty() && together.getLast().leaves() == Leaves.SETTINGS) {
                next = Optional.of(next.get().following(settings.restoring()));
            }
            statements += next.get().size();
            characters += next.get().characters();
            if (!together.isEmpty()
                    && (statements > MOST_STATEMENTS || characters > MOST_CHARACTERS)) {
                break;
            }
            together.add(next.get());
            if (next.get().leaves() == Leaves.ANYTHING) {
                // What it has left is not known before the server has answered.
                break;
            }
        }
        return together;
    }

    /** One behind others: a file that cannot be read is told when it is the first. */
    private Optional<PipelinedMigration> after(PlannedStep step) {
        try {
            return pipelined(step);
        } catch (IOException | LifeguardException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<PipelinedMigration> pipelined(PlannedStep step) throws IOException {
        if (step.transactionMode() != TransactionMode.WHOLE
                || step.section().isEmpty()
                || step.repeatable()) {
            return Optional.empty();
        }
        Optional<List<SqlStatement>> script = step.section().get().shortStatements();
        if (script.isEmpty() || givesRows(script.get())) {
            return Optional.empty();
        }
        LockLimit limit = LockLimit.of(context, Group.alone(step));
        Leaves leaves = Leaves.ofAll(script.get());
        if (leaves != Leaves.NOTHING && settings.reach() == Reach.POOLED) {
            return Optional.empty();
        }
        boolean changes = leaves != Leaves.NOTHING || changesSettings(script.get());
        return Optional.of(
                new PipelinedMigration(
                        step,
                        new HistoryWriter(context, step),
                        leaves,
                        List.of(),
                        opening(limit),
                        script.get().stream()
                                .flatMap(statement -> limit.around(statement).stream())
                                .toList(),
                        changes ? settings.oneself(context) : List.of()));
    }

    private static boolean changesSettings(List<SqlStatement> script) {
        return script.stream().anyMatch(it -> it.facts().has(Trait.CHANGES_SETTINGS));
    }

    /** The driver keeps the rows of a flush until all of it is answered. */
    private static boolean givesRows(List<SqlStatement> script) {
        return script.stream().anyMatch(it -> it.kind() == StatementKind.GIVES_ROWS);
    }

    private BoundSql opening(LockLimit limit) {
        return openings.computeIfAbsent(limit.opening(), timeout -> opening(timeout.orElse(null)));
    }

    private BoundSql opening(@Nullable Duration lockTimeout) {
        return context.sql()
                .opening(
                        context.guard().token(),
                        new Opening(
                                context.lock().idleTimeout(), settings.searchPath(), lockTimeout));
    }
}
