package dev.lifeguard.migrate.cli.process;

import dev.lifeguard.migrate.cli.settings.Verbosity;
import java.io.PrintStream;

/** Sets the log up, before anything logs. */
public final class Logging {

    private static final String PRINTING = "org.slf4j.simple.SimpleServiceProvider";
    private static final String SILENT = "org.slf4j.helpers.NOP_FallbackServiceProvider";

    private Logging() {}

    /** Everything on stderr, or nothing: what people need to know is said in other ways. */
    public static void configure(Verbosity verbosity) {
        configure(verbosity, System.err);
    }

    /**
     * The same, with a stream for what is printed: what databases say is in it.
     *
     * @param err the logger's own way to the standard error stream is replaced by it
     */
    public static void configure(Verbosity verbosity, PrintStream err) {
        boolean on = verbosity == Verbosity.VERBOSE;
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", on ? "debug" : "off");
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky.test", on ? "info" : "off");
        // Named, so that SLF4J does not look for it in all jars, nor say that it was named.
        System.setProperty("slf4j.provider", on ? PRINTING : SILENT);
        System.setProperty("slf4j.internal.verbosity", "WARN");
        if (on) {
            System.setErr(err);
        }
    }
}
