package dev.lifeguard.migrate.connect;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The log of PostgreSQL's driver, which has URLs and parts of them with the passwords in them. */
final class DriverLog {

    private DriverLog() {}

    /** Asks the driver while it logs nothing. */
    static <T extends @Nullable Object> T silent(Supplier<T> question) {
        Logger logger = Logger.getLogger("org.postgresql");
        @Nullable Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            return question.get();
        } finally {
            logger.setLevel(before);
        }
    }
}
