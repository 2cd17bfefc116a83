package dev.lifeguard.migrate.batch;

import java.util.List;
import java.util.Optional;

/**
 * The migrations of a migrator that run in batches. Every method throws a {@link
 * dev.lifeguard.migrate.error.LifeguardException} for what cannot go on, and {@link
 * dev.lifeguard.migrate.error.ConfigurationException} for a version without batches.
 */
public interface Batches {

    /** How far each is, oldest first; changes nothing. */
    List<BatchStatus> status();

    /**
     * How far one is that counts as applied; empty where it has no batches, or never ran here.
     * Changes nothing, and runs no code of a migration in Java.
     */
    Optional<BatchStatus> begun(long version);

    /**
     * Runs those that are to be run in the background, and returns when they are done, paused or
     * cancelled. Any number of processes may do that at once: each range of keys is run by one.
     *
     * @return how far those are
     * @throws dev.lifeguard.migrate.error.MigrationFailedException when a batch fails
     * @throws dev.lifeguard.migrate.error.ValidationException where it is other work than what was
     *     begun, or the table has no usable key
     */
    List<BatchStatus> run(BatchRun what);

    /**
     * The columns by which the rows of a table can be walked: those of its primary key, or else of
     * a unique index of all rows, none of which may be null. Empty where there are none, or no such
     * table; changes nothing.
     *
     * @param table as SQL writes its name
     */
    Optional<List<String>> key(String table);

    /** Lets one rest behind the batch that runs now; whoever runs it ends. */
    BatchStatus pause(long version);

    /** Lifts a pause; somebody has to run it again. */
    BatchStatus resume(long version);

    /** Gives one up behind the batch that runs now; what is committed stays. */
    BatchStatus cancel(long version);
}
