package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;

/** A command of the command line, with its options read. */
public interface Action {

    /**
     * Does it.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot
     */
    Answer perform(Invocation invocation);

    /** Whether it changes the database by itself, without a run that tells about it. */
    default boolean changesHistory() {
        return false;
    }

    /** Whether an answer ends with the exit code for pending migrations. */
    default boolean mindsPending(Answer answer) {
        return false;
    }
}
