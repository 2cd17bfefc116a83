package dev.lifeguard.migrate.cli.process;

import java.text.NumberFormat;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sets PostgreSQL's driver up while the command line is read: the JDK's data on locales, its first
 * logger, which makes the JDK look for a class in every jar, and its classes.
 */
public final class DriverPreparation {

    private static final String[] CLASSES = {
        "org.postgresql.Driver",
        "org.postgresql.jdbc.PgConnection",
        "org.postgresql.core.v3.ConnectionFactoryImpl",
        "org.postgresql.core.v3.QueryExecutorImpl",
        "org.postgresql.jdbc.TypeInfoCache",
        "org.postgresql.jdbc.TimestampUtils",
        "org.postgresql.jdbc.PgPreparedStatement",
        "org.postgresql.jdbc.PgResultSet",
        "org.postgresql.util.LazyCleanerImpl",
        "org.postgresql.util.LazyCleanerImpl$CleanableWrapper",
    };

    private DriverPreparation() {}

    /** Begins, on a thread that keeps nothing from ending. */
    public static void begin() {
        Thread.ofPlatform().daemon().name("driver").start(DriverPreparation::run);
    }

    private static void run() {
        prepareLocale();
        silenceDriver();
        for (String name : CLASSES) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException | LinkageError later) {
                // Whoever needs it says so.
                return;
            }
        }
    }

    /**
     * The driver reads the server's version by the one and keeps one of the other: the JDK's data
     * for them take a tenth of a whole command.
     */
    private static void prepareLocale() {
        NumberFormat.getIntegerInstance(Locale.getDefault(Locale.Category.FORMAT));
        new GregorianCalendar();
    }

    /** The driver logs URLs, and parts of them, with the passwords that may be in them. */
    public static void silenceDriver() {
        DriverLog.LOGGER.setLevel(Level.OFF);
    }

    private static final class DriverLog {

        /** Kept, since the logging of the JDK holds loggers weakly. */
        static final Logger LOGGER = Logger.getLogger("org.postgresql");

        private DriverLog() {}
    }
}
