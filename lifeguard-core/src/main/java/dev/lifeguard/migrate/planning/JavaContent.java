package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.schema.IrreversibleMigration;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a plan takes from a Java migration.
 *
 * <p>It asks code of the migration's author: what that throws, or null in place of an answer, is a
 * fault of the migration, an {@link InvalidScriptException}.
 */
public final class JavaContent {

    private JavaContent() {}

    static PlannedStep.Code of(JavaMigration script, Direction direction) {
        Migration migration = script.migration();
        return new PlannedStep.Code(
                migration,
                switch (given(script, "transactions()", migration::transactions)) {
                    case WHOLE -> TransactionMode.WHOLE;
                    case PER_STATEMENT -> TransactionMode.PER_STATEMENT;
                },
                null,
                switch (direction) {
                    case UP -> spec(script, migration).orElse(null);
                    case DOWN -> null;
                },
                switch (direction) {
                    case UP -> given(script, "requires()", migration::requires);
                    case DOWN -> OptionalLong.empty();
                });
    }

    /**
     * What applies a migration that runs in batches; empty for any other, of which nothing runs.
     *
     * @throws InvalidScriptException where it cannot be made, or its own code fails
     */
    public static Optional<PlannedStep.Code> batches(JavaMigration script) {
        return BatchMigration.class.isAssignableFrom(script.type())
                ? Optional.of(of(script, Direction.UP))
                : Optional.empty();
    }

    private static Optional<BatchSpec<?>> spec(JavaMigration script, Migration migration) {
        return migration instanceof BatchMigration<?> batches
                ? Optional.of(given(script, "spec()", batches::spec))
                : Optional.empty();
    }

    /** Why there is no way down; empty when there is one. */
    static Optional<String> irreversible(JavaMigration script) {
        return script.migration() instanceof IrreversibleMigration oneWay
                ? Optional.of(given(script, "reason()", oneWay::reason))
                : Optional.empty();
    }

    @SuppressWarnings("IllegalCatch") // Whatever the author's code throws is his migration's error.
    private static <T> T given(
            JavaMigration script, String method, Supplier<? extends @Nullable T> question) {
        @Nullable T answer;
        try {
            answer = question.get();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            throw refused(script, method, "failed: " + thrown, thrown);
        }
        if (answer == null) {
            throw refused(script, method, "gave null", null);
        }
        return answer;
    }

    private static InvalidScriptException refused(
            JavaMigration script, String method, String what, @Nullable Throwable thrown) {
        return new InvalidScriptException(
                ErrorDetail.of(
                                ErrorKind.INVALID_SCRIPT,
                                "Migration %s cannot run: its method %s in %s %s. Mend it, and run this again."
                                        .formatted(script.label(), method, script.fileName(), what))
                        .withFile(script.fileName()),
                thrown);
    }
}
