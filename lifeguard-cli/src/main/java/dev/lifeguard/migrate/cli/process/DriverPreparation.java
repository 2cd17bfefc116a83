package dev.lifeguard.migrate.cli.process;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sets PostgreSQL's driver up while the command line is read: its first logger makes the JDK look
 * for a class in every jar, and its classes are a part of what a connection takes.
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
    };

    private DriverPreparation() {}

    /** Begins, on a thread that keeps nothing from ending. */
    public static void begin() {
        Thread.ofPlatform().daemon().name("driver").start(DriverPreparation::run);
    }

    private static void run() {
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
