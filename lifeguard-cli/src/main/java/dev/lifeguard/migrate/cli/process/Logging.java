package dev.lifeguard.migrate.cli.process;

import dev.lifeguard.migrate.cli.settings.Verbosity;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets the log up, before anything logs. */
public final class Logging {

    /** Kept, since the logging of the JDK holds loggers weakly. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private static final String PRINTING = "org.slf4j.simple.SimpleServiceProvider";
    private static final String SILENT = "org.slf4j.helpers.NOP_FallbackServiceProvider";

    private Logging() {}

    /** The driver logs URLs, and parts of them, with the passwords that may be in them. */
    public static void silenceDriver() {
        DRIVER.setLevel(Level.OFF);
    }

    /** Everything on stderr, or nothing: what people need to know is said in other ways. */
    public static void configure(Verbosity verbosity) {
        boolean on = verbosity == Verbosity.VERBOSE;
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", on ? "debug" : "off");
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky.test", on ? "info" : "off");
        // Named, so that SLF4J does not look for it in all jars, nor say that it was named.
        System.setProperty("slf4j.provider", on ? PRINTING : SILENT);
        System.setProperty("slf4j.internal.verbosity", "WARN");
    }
}
