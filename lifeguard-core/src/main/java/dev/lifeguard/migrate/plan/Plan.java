package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a run does, in this order, unless a problem forbids it.
 *
 * @param direction which way
 * @param steps the migrations that run, in their order
 * @param refusals the problems that forbid the run
 * @param status what there is before the run
 */
public record Plan(
        Direction direction, List<PlanStep> steps, List<Problem> refusals, MigrationStatus status) {

    /** Copies the lists. */
    public Plan {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
    }

    /** The same with further warnings. */
    public Plan with(List<String> further) {
        if (further.isEmpty()) {
            return this;
        }
        List<String> warnings = new ArrayList<>(status.warnings());
        warnings.addAll(further);
        return new Plan(
                direction,
                steps,
                refusals,
                new MigrationStatus(
                        status.applied(),
                        status.pending(),
                        status.problems(),
                        warnings,
                        status.ahead(),
                        status.order()));
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * Refuses what must not run.
     *
     * @throws ValidationException with all the problems that forbid it
     */
    public void requireRunnable() {
        refuse(refusals);
    }

    /**
     * Refuses any problem at all, also one that a run could live with.
     *
     * @throws ValidationException with all problems
     */
    public void requireValid() {
        refuse(status.problems());
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            List<ErrorDetail> details = problems.stream().map(Problem::detail).toList();
            throw new ValidationException(details);
        }
    }

    /** Which migrations share a transaction, of those that run in one. */
    public enum Grouping {
        /** None: each is committed for itself, and stays when a later one fails. */
        NONE,
        /**
         * All that are applied one after the other: they are committed together, or none of them
         * is. On PostgreSQL only.
         */
        ALL
    }

    /**
     * One migration that runs.
     *
     * @param direction which way
     * @param script the migration
     * @param content what runs
     * @param resumed how far it got before, or null when it starts at its first statement
     * @param order its place among those applied: behind all that are, and no less than its version
     */
    public record PlanStep(
            Direction direction,
            Script script,
            Content content,
            MigrationRecord.@Nullable Progress resumed,
            long order) {

        /** What a migration runs in one direction. */
        public sealed interface Content {

            /** How its statements are divided into transactions. */
            TransactionMode mode();
        }

        /**
         * SQL that is known before it runs.
         *
         * @param section the statements
         * @param down what will roll it back, to be recorded with it, or null when there is no way
         *     down
         */
        public record Statements(Section section, @Nullable Section down) implements Content {

            @Override
            public TransactionMode mode() {
                return section.needsNoTransaction()
                        ? TransactionMode.PER_STATEMENT
                        : TransactionMode.WHOLE;
            }
        }

        /**
         * Java, whose statements show only when it runs.
         *
         * @param migration what runs
         * @param mode how its statements are divided into transactions
         * @param recorded what it ran against a database that has nothing in it, or null when it
         *     was not tried
         */
        public record Code(Migration migration, TransactionMode mode, @Nullable Recorded recorded)
                implements Content {}

        /**
         * What a migration in Java ran without a database.
         *
         * @param statements in their order
         * @param remark why it may run others, as a clause, or null when nothing says so
         */
        public record Recorded(List<SqlStatement> statements, @Nullable String remark) {

            /** Copies the list. */
            public Recorded {
                statements = List.copyOf(statements);
            }
        }

        /** The version. */
        public MigrationVersion version() {
            return script.version();
        }

        /** The migration's name. */
        public String name() {
            return script.name();
        }

        /** The file that the statements are in. */
        public String fileName() {
            return script.fileName(direction);
        }

        /** Whether the statements and the history row are one transaction. */
        public TransactionMode transactionMode() {
            return resumed != null ? TransactionMode.PER_STATEMENT : content.mode();
        }

        /** The statements; empty for Java. */
        public Optional<Section> section() {
            return sql().map(Statements::section);
        }

        /**
         * What will roll it back, to be recorded with it; empty where nothing does, and for Java.
         */
        public Optional<Section> down() {
            return sql().map(Statements::down);
        }

        /** How many statements run; empty for Java, of which nobody knows before. */
        public OptionalInt statementCount() {
            return section().stream().mapToInt(Section::statementCount).findFirst();
        }

        /** How long its statements wait for a lock; empty if it does not say. */
        public Optional<Duration> lockTimeout() {
            return section().flatMap(Section::lockTimeout);
        }

        // No switch: one by type takes 10 ms to set up, also where nothing is pending.
        private Optional<Statements> sql() {
            return content instanceof Statements sql ? Optional.of(sql) : Optional.empty();
        }

        /** Whether its author says that it runs without a transaction. */
        public boolean saysNoTransaction() {
            return switch (content) {
                case Statements sql -> sql.section().noTransactionDirective();
                case Code java -> java.mode() == TransactionMode.PER_STATEMENT;
            };
        }

        /** How a migration's statements are divided into transactions. */
        public enum TransactionMode {
            /** All statements and the history row commit together or not at all. */
            WHOLE,
            /** Each statement for itself, with its progress recorded. */
            PER_STATEMENT
        }
    }
}
