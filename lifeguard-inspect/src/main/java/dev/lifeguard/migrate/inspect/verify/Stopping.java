package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import org.jspecify.annotations.Nullable;

/** Whether somebody wants an end; asked by the thread that works, told by any. */
final class Stopping {

    private volatile boolean asked;
    private volatile @Nullable Migrator running;

    /** Something begins that can be stopped. */
    void begins(Migrator migrator) {
        running = migrator;
        requireNotAsked();
    }

    void requireNotAsked() {
        if (asked) {
            throw StatementFailure.stopped();
        }
    }

    void ask() {
        asked = true;
        Migrator now = running;
        if (now != null) {
            now.stop();
        }
    }
}
