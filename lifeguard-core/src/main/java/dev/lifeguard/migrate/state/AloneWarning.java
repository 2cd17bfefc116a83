package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.util.Optional;

/** Tells once that a run has no second connection, and why where somebody said so. */
final class AloneWarning {

    private final MigrationListener listener;
    private boolean told;

    AloneWarning(MigrationListener listener) {
        this.listener = listener;
    }

    /**
     * Before a statement outside a transaction.
     *
     * @param why what the server or the pool said; empty where none came in time
     */
    void outside(Optional<String> why) {
        String advice =
                why.isEmpty()
                        ? "Let the pool have two connections."
                        : "Let the pool, the user and the database have two connections.";
        tell(
                ("There was no second connection to be had%s: a statement that runs outside a"
                                + " transaction goes without one, and the lock's lease is extended"
                                + " before and after it only. %s")
                        .formatted(inBrackets(why), advice));
    }

    /** After the lease was to be extended; nothing where nobody refused a connection. */
    void lease(Optional<String> why) {
        if (why.isPresent()) {
            tell(
                    ("There was no second connection to be had%s: outside of a transaction nothing"
                                    + " extends the lock's lease. Let the pool, the user and the"
                                    + " database have two connections.")
                            .formatted(inBrackets(why)));
        }
    }

    private static String inBrackets(Optional<String> why) {
        return why.map(" (%s)"::formatted).orElse("");
    }

    private void tell(String warning) {
        if (!told) {
            told = true;
            listener.on(new ToldEvent.Warning(warning));
        }
    }
}
