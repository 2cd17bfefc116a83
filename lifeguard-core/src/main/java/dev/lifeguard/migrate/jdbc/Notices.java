package dev.lifeguard.migrate.jdbc;

import java.sql.SQLWarning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what the server says beside its answers.
 *
 * <p>That comes in the middle of the answers, where the driver must not be stopped: what a listener
 * throws is kept until they are all read, and nothing more is handed on.
 */
final class Notices {

    private final ServerHearing hearing;
    private @Nullable RuntimeException thrown;

    Notices(ServerHearing hearing) {
        this.hearing = hearing;
    }

    void said(String severity, SQLWarning what) {
        if (thrown != null) {
            return;
        }
        // In another language the class of the SQLState tells it.
        boolean warning =
                severity.equals("WARNING")
                        || Objects.requireNonNullElse(what.getSQLState(), "").startsWith("01");
        try {
            hearing.said(severity, warning, Objects.requireNonNullElse(what.getMessage(), ""));
        } catch (RuntimeException stop) {
            thrown = stop;
        }
    }

    /** The answers are read. */
    void throwWhatWasThrown() {
        RuntimeException stop = thrown;
        thrown = null;
        if (stop != null) {
            throw stop;
        }
    }
}
