package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import org.jspecify.annotations.Nullable;

/** Whether somebody wants an end of work on scratch databases; asked by the thread that works. */
public final class Stopping {

    private volatile boolean asked;
    private volatile @Nullable Migrator running;

    /** Something begins that can be stopped. */
    public void begins(Migrator migrator) {
        running = migrator;
        requireNotAsked();
    }

    /**
     * Goes on only where nobody does.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when somebody does
     */
    public void requireNotAsked() {
        if (asked) {
            throw StatementFailure.stopped();
        }
    }

    /** Wants an end; from any thread. */
    public void ask() {
        asked = true;
        Migrator now = running;
        if (now != null) {
            now.stop();
        }
    }
}
