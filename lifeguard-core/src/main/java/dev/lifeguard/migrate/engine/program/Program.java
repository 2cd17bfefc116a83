package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.engine.outcome.JavaFailure;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** What one migration runs: a section of a script, or a method in Java. */
public sealed interface Program {

    /** The program of a step, which runs once. */
    static Program of(RunContext context, PlannedStep step) {
        return step.content() instanceof PlannedStep.Code java
                ? new OfJava(new JavaProgram(context, step, java.migration()))
                : new OfSection(step.section().orElseThrow());
    }

    /**
     * Runs it.
     *
     * @throws JavaFailure when Java code fails by itself
     */
    void run(StatementSink sink)
            throws ScriptStatementException, IOException, SQLException, JavaFailure;

    /**
     * What the session may keep of it, as far as that is known before it runs.
     *
     * @throws IOException when the script cannot be read
     */
    Leaves mayLeave() throws IOException;

    /** The line of Java that runs, or ran last; empty for SQL. */
    Optional<StackTraceElement> line();

    /**
     * A section of a script.
     *
     * @param section its statements
     */
    record OfSection(Section section) implements Program {

        @Override
        public void run(StatementSink sink)
                throws ScriptStatementException, IOException, SQLException {
            try (StatementReader statements = section.open()) {
                sink.take(statements);
            }
        }

        @Override
        public Leaves mayLeave() throws IOException {
            return section.shortStatements().map(Leaves::ofAll).orElse(Leaves.ANYTHING);
        }

        @Override
        public Optional<StackTraceElement> line() {
            return Optional.empty();
        }
    }

    /**
     * A method in Java.
     *
     * @param program the method
     */
    record OfJava(JavaProgram program) implements Program {

        @Override
        public void run(StatementSink sink)
                throws ScriptStatementException, IOException, SQLException, JavaFailure {
            program.run(sink);
        }

        @Override
        public Leaves mayLeave() {
            return Leaves.ANYTHING;
        }

        @Override
        public Optional<StackTraceElement> line() {
            return program.line();
        }
    }
}
