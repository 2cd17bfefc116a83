package dev.lifeguard.migrate.cli.process;

import dev.lifeguard.migrate.cli.settings.Verbosity;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets the log up, before anything logs. */
public final class Logging {

    /** Kept, since the logging of the JDK holds loggers weakly. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private Logging() {}

    /** Everything on stderr, or nothing: what people need to know is said in other ways. */
    public static void configure(Verbosity verbosity) {
        // The driver logs URLs, with the passwords that may be in them.
        DRIVER.setLevel(Level.OFF);
        boolean on = verbosity == Verbosity.VERBOSE;
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", on ? "debug" : "off");
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky.test", on ? "info" : "off");
    }
}
