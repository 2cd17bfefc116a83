package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.outcome.JavaFailure;
import dev.lifeguard.migrate.engine.outcome.JavaLine;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.schema.Migration;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one method of a Java migration.
 *
 * <p>What fails in it ends the migration, also when its author catches it: on PostgreSQL the
 * transaction is over then.
 */
final class JavaProgram {

    private final RunContext context;
    private final PlannedStep step;
    private final Migration migration;
    private @Nullable StackTraceElement line;

    JavaProgram(RunContext context, PlannedStep step, Migration migration) {
        this.context = context;
        this.step = step;
        this.migration = migration;
    }

    Optional<StackTraceElement> line() {
        return Optional.ofNullable(line);
    }

    void run(StatementSink sink)
            throws ScriptStatementException, IOException, SQLException, JavaFailure {
        JavaSchema schema =
                new JavaSchema(new ChangeReader(context.dialect(), context.rules()), sink);
        Optional<Exception> thrown = call(schema);
        @Nullable Exception first = schema.failure();
        if (first == null && thrown.isEmpty()) {
            return;
        }
        Exception cause = first == null ? thrown.orElseThrow() : first;
        line = JavaLine.nearest(migration.getClass(), cause).orElse(null);
        switch (cause) {
            case ScriptStatementException statement -> throw statement;
            case SQLException elsewhere when isOfAnotherDatabase(elsewhere) ->
                    throw new JavaFailure(elsewhere, false);
            case SQLException statement -> throw context.session().asked(statement);
            case InvalidScriptException unusable -> throw placed(unusable);
            case LifeguardException ended -> throw ended;
            default -> throw new JavaFailure(cause, context.session().mayHaveFailedHere());
        }
    }

    /** Only of one that is busy that makes a difference: what met a lock is tried again. */
    private boolean isOfAnotherDatabase(SQLException failure) {
        return SqlError.condition(failure) == Condition.BUSY
                && !context.session().mayHaveFailedHere();
    }

    @SuppressWarnings("IllegalCatch") // Whatever the author's code throws is his migration's error.
    private Optional<Exception> call(JavaSchema schema) {
        try {
            switch (step.direction()) {
                case UP -> migration.up(schema);
                case DOWN -> migration.down(schema);
            }
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(interrupted);
        } catch (Exception thrown) {
            return Optional.of(thrown);
        } catch (LinkageError | AssertionError | StackOverflowError thrown) {
            return Optional.of(new IllegalStateException(thrown.toString(), thrown));
        }
    }

    private InvalidScriptException placed(InvalidScriptException unusable) {
        ErrorDetail detail = unusable.detail();
        StackTraceElement at = line;
        String place = at == null ? step.fileName() : JavaLine.of(step, at);
        return new InvalidScriptException(
                new ErrorDetail(
                        detail.kind(),
                        "Migration %s cannot run %s: %s"
                                .formatted(step.script().label(), place, detail.message()),
                        step.version().number(),
                        step.fileName(),
                        at == null ? null : at.getLineNumber(),
                        null,
                        null,
                        step.version().label()),
                unusable);
    }
}
