package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Script.SqlScript;
import java.util.List;
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

    /**
     * One migration that runs.
     *
     * @param direction which way
     * @param script the migration
     * @param section the statements that run
     * @param down what will roll it back, to be recorded with it, or null when there is no way down
     * @param resumed how far it got before, or null when it starts at its first statement
     */
    public record PlanStep(
            Direction direction,
            SqlScript script,
            Section section,
            @Nullable Section down,
            MigrationRecord.@Nullable Progress resumed) {

        /** The 14 digits. */
        public long version() {
            return script.version().value();
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
            return resumed != null || section.needsNoTransaction()
                    ? TransactionMode.PER_STATEMENT
                    : TransactionMode.WHOLE;
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
