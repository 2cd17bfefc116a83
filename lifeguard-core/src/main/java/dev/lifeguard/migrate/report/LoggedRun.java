package dev.lifeguard.migrate.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What once changed the database or its history, as the log beside the state table has it.
 * Immutable; this library makes it, and may give it more methods.
 */
public interface LoggedRun {

    /** What ran, in the words of the command line, such as {@code up} or {@code unlock --force}. */
    String command();

    /** When it began, on the database's clock; empty where its end alone is there. */
    Optional<Instant> began();

    /** When it ended, on the database's clock; empty where no end was written. */
    Optional<Instant> ended();

    /** How it ended. */
    Outcome outcome();

    /** The code of what it failed with, such as {@code LG-201}; empty where it did not. */
    Optional<String> code();

    /** What it did; without an end what it was to do. */
    List<LoggedMigration> migrations();

    /** What else there is to say, such as whose lock was removed; empty where there is nothing. */
    Optional<String> detail();

    /** Who was logged in to the database; empty where that knows no users. */
    Optional<String> databaseUser();

    /** The user of the operating system. */
    String osUser();

    /** The machine's name. */
    String host();

    /** The process number on it. */
    long process();

    /** What ran in that process, such as {@code lifeguard-migrate} or an application's name. */
    String application();

    /** The version of this library; empty where it was not known. */
    Optional<String> toolVersion();

    /** How a run ended. */
    enum Outcome {
        /** As it was to. */
        SUCCEEDED,
        /** With an error. */
        FAILED,
        /**
         * Not yet, or without a word: its process was killed, or could not reach the database any
         * more.
         */
        NO_END
    }

    /**
     * A migration of a run.
     *
     * @param version the number of its version; negative for what has none, as a repeatable one
     * @param label version and name as messages show them
     */
    record LoggedMigration(long version, String label) {}
}
