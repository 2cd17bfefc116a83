package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.report.MigrationListener;

/** Where a command's result goes; used once for an answer or a failure. */
public interface Output {

    /** Hears what happens while migrations run. */
    MigrationListener listener();

    /** Says what the command found or did. */
    void answer(Answer answer);

    /** Says what went wrong. */
    void failure(Failure failure);
}
