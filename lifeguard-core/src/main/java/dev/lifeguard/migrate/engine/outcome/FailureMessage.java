package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is said of a migration that failed: which, where, why, and how things stand. */
public final class FailureMessage {

    private final PlannedStep step;
    private final Supplier<Optional<StackTraceElement>> line;

    /** With the line of Java that ran last, where the migration is Java. */
    public FailureMessage(PlannedStep step, Supplier<Optional<StackTraceElement>> line) {
        this.step = step;
        this.line = line;
    }

    /** The migration. */
    public PlannedStep step() {
        return step;
    }

    /**
     * A fault at none of the script's statements.
     *
     * @param phase where it was, for example {@code at its COMMIT}
     * @param stand what was kept, and what to do
     */
    public ErrorDetail at(ErrorKind kind, String phase, SQLException failure, String stand) {
        SqlError error = SqlError.of(failure);
        return inJava(kind, stand, "", error)
                .orElseGet(
                        () ->
                                detail(
                                        kind,
                                        ErrorDetail.message(
                                                "%s failed %s in %s: %s."
                                                        .formatted(
                                                                label(),
                                                                phase,
                                                                step.fileName(),
                                                                error.inSentence()),
                                                stand + server(error)),
                                        null,
                                        error));
    }

    /**
     * A fault at a statement.
     *
     * @param stand what was kept, and what to do
     */
    public ErrorDetail at(
            ErrorKind kind, SqlStatement statement, SQLException failure, String stand) {
        SqlError error = SqlError.of(failure);
        BodyLine at = place(statement, error);
        Optional<ErrorDetail> inJava =
                inJava(kind, stand, at.statement().excerpt(at.place()), error);
        return inJava.orElseGet(() -> inScript(kind, statement, at, error, stand));
    }

    /**
     * A statement that was not sent.
     *
     * @param why for the middle of a sentence
     * @param stand what was kept, and what to do
     */
    public ErrorDetail refused(ErrorKind kind, SqlStatement statement, String why, String stand) {
        return at(kind, statement, new SQLException(why), stand);
    }

    /**
     * Java code that failed by itself.
     *
     * @param stand what was kept, and what to do
     */
    public ErrorDetail thrown(ErrorKind kind, Throwable thrown, String stand) {
        Optional<StackTraceElement> at = line.get();
        return new ErrorDetail(
                kind,
                ErrorDetail.message(
                        "%s failed at %s: %s."
                                .formatted(
                                        label(),
                                        at.map(it -> JavaLine.of(step, it)).orElse(step.fileName()),
                                        withoutStop(thrown.toString())),
                        stand),
                step.version().number(),
                step.fileName(),
                at.map(StackTraceElement::getLineNumber).orElse(null),
                null,
                null,
                step.version().label());
    }

    private static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** A failed statement of Java is shown as it was sent; its place is the line of Java. */
    private Optional<ErrorDetail> inJava(
            ErrorKind kind, String stand, String excerpt, SqlError error) {
        return line.get()
                .map(
                        at ->
                                new ErrorDetail(
                                        kind,
                                        ErrorDetail.message(
                                                "%s failed at %s: %s."
                                                        .formatted(
                                                                label(),
                                                                JavaLine.of(step, at),
                                                                error.inSentence()),
                                                stand + excerpt + server(error)),
                                        step.version().number(),
                                        step.fileName(),
                                        at.getLineNumber(),
                                        null,
                                        error.sqlState(),
                                        step.version().label()));
    }

    private ErrorDetail inScript(
            ErrorKind kind, SqlStatement failed, BodyLine at, SqlError error, String stand) {
        Position place = at.place();
        return detail(
                kind,
                ErrorDetail.message(
                        "%s failed at %s: %s."
                                .formatted(label(), written(place), error.inSentence()),
                        stand + at.statement().excerpt(place) + caller(failed, at) + server(error)),
                place,
                error);
    }

    /** Of a function that another statement made. */
    private String caller(SqlStatement failed, BodyLine at) {
        return failed.number() == at.statement().number()
                ? ""
                : "\n  Called at " + written(failed.start());
    }

    private String written(Position place) {
        return "%s:%s:%s".formatted(step.fileName(), place.line(), place.column());
    }

    /** Version and name with the word before them that begins a sentence. */
    public String label() {
        if (step.hook().isPresent()) {
            return step.title();
        }
        return switch (step.direction()) {
            case UP -> step.title();
            case DOWN -> "The rollback of migration " + step.script().label();
        };
    }

    /** In the statement, or in the body of the function that it makes, is or calls. */
    private BodyLine place(SqlStatement statement, SqlError error) {
        SqlError.InnerPlace inner = error.inner();
        if (error.position() > 0) {
            return new BodyLine(statement, statement.positionAt(error.position() - 1));
        }
        Optional<BodyLine> inBody =
                inner == null
                        ? Optional.empty()
                        : statement
                                .positionInBody(inner.query(), inner.position())
                                .map(place -> new BodyLine(statement, place));
        return inBody.or(() -> BodyLine.of(step, statement, error))
                .orElseGet(() -> new BodyLine(statement, statement.start()));
    }

    private ErrorDetail detail(
            ErrorKind kind, String message, @Nullable Position place, SqlError error) {
        return new ErrorDetail(
                kind,
                message,
                step.version().number(),
                step.fileName(),
                place == null ? null : place.line(),
                place == null ? null : place.column(),
                error.sqlState(),
                step.version().label());
    }

    private static String server(SqlError error) {
        StringBuilder lines = new StringBuilder();
        append(lines, "Detail", error.detail());
        append(lines, "Hint", error.hint());
        append(lines, "Context", error.context());
        return lines.toString();
    }

    private static void append(StringBuilder lines, String name, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            lines.append("\n  ")
                    .append(name)
                    .append(": ")
                    .append(text.strip().replace("\n", "\n    "));
        }
    }
}
