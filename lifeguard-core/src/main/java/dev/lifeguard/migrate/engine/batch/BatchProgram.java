package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.script.BatchTerms;
import dev.lifeguard.migrate.script.Position;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each batch of a migration runs: a statement, or a method in Java. */
sealed interface BatchProgram permits StatementBatches, JavaBatches {

    /** Which rows are walked, and how fast. */
    BatchTerms terms();

    /** What makes it the same work; not how large or fast its batches are. */
    String spec();

    /** Where it stands in its file; empty for Java. */
    Optional<Position> place();

    /** The table whose rows it changes, as SQL writes its name; empty where that is not known. */
    Optional<String> target();

    /** The line of Java that a failure is of; empty where it is of none. */
    Optional<StackTraceElement> line(Throwable failure);

    /**
     * Does the work of one batch in its transaction; gives how many rows were changed.
     *
     * @param cursor the last key of the batch before; null in the first
     * @param to its own last key
     * @throws BatchCodeException where Java code fails by itself
     */
    long run(BatchSession on, BatchKey key, @Nullable String cursor, String to) throws SQLException;

    /**
     * What is not as it should be when all is done; empty where all is right, or nobody asks.
     *
     * @throws BatchCodeException where Java code fails by itself
     */
    Optional<String> wrong(BatchSession on) throws SQLException;
}
