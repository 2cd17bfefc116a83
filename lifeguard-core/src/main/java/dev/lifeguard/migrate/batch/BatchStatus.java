package dev.lifeguard.migrate.batch;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.util.Optional;

/** How far a migration with batches is. Immutable. */
public interface BatchStatus {

    /** Its version. */
    MigrationVersion version();

    /** Its name. */
    String name();

    /** What may go on with it. */
    State state();

    /** How many rows its batches have changed, which are committed. */
    long rowsDone();

    /** How many batches are committed. */
    long batchesDone();

    /** How many rows of the table the next batch takes. */
    int batchSize();

    /**
     * The last key of the last batch; the values of several columns are divided by commas. Empty
     * before the first one, and where several ranges are under way.
     */
    Optional<String> cursor();

    /** The last key of all; empty before the first batch, and of a table without rows. */
    Optional<String> upperBound();

    /** How many rows were changed in a second, with pauses; 0 before the first batch. */
    double rowsPerSecond();

    /** How long it takes from now on; empty where nobody runs it, or the keys do not tell. */
    Optional<Duration> remaining();

    /** Why the next batch waits, as a clause; empty where none does, or nobody runs it. */
    Optional<String> waiting();

    /** Why it failed; empty where it did not. */
    Optional<String> error();

    /** What gets it on, as a sentence; empty where it is done. */
    Optional<String> next();

    /** What may go on with it. */
    enum State {
        /** It waits for its migration to be applied, or for somebody to run it. */
        PENDING,
        /** Somebody runs it. */
        RUNNING,
        /** Somebody asked to let it rest. */
        PAUSED,
        /** All of it is done, and verified where its author asks for that. */
        DONE,
        /** A batch failed, or it was not verified. */
        FAILED,
        /** Somebody asked to give it up. */
        CANCELLED
    }
}
