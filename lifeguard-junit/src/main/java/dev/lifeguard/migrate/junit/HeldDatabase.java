package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import dev.lifeguard.migrate.junit.databases.MigratedDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of one test or class, until that ends. */
final class HeldDatabase implements AutoCloseable {

    /** A parameter of JUnit's configuration: what a failed test's database is kept by. */
    static final String KEEP_FAILED = "lifeguard.junit.keep-failed";

    private static final Logger LOG = LoggerFactory.getLogger(HeldDatabase.class);

    /** Null where it is held by somebody else. */
    private final @Nullable MigratedDatabases databases;

    private final ExtensionContext context;
    private final CopiedDatabase database;
    private final List<Connection> connections = new ArrayList<>();

    private HeldDatabase(
            @Nullable MigratedDatabases databases,
            ExtensionContext context,
            CopiedDatabase database) {
        this.databases = databases;
        this.context = context;
        this.database = database;
    }

    /** A migrated one. */
    static HeldDatabase migrated(MigratedDatabases databases, ExtensionContext context) {
        return new HeldDatabase(databases, context, databases.take());
    }

    /** An empty one. */
    static HeldDatabase empty(MigratedDatabases databases, ExtensionContext context) {
        return new HeldDatabase(databases, context, databases.empty());
    }

    /** One that somebody else gives back. */
    static HeldDatabase ofAnother(CopiedDatabase database, ExtensionContext context) {
        return new HeldDatabase(null, context, database);
    }

    CopiedDatabase database() {
        return database;
    }

    /** A connection that is closed with it. */
    synchronized Connection connection() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connections.add(connection);
        return connection;
    }

    @Override
    public synchronized void close() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException gone) {
                LOG.debug("A connection of {} was closed before", context.getDisplayName(), gone);
            }
        }
        if (databases == null) {
            return;
        }
        if (context.getExecutionException().isPresent() && keepsFailed()) {
            keep(databases, database, context.getDisplayName());
        } else {
            databases.drop(database);
        }
    }

    private boolean keepsFailed() {
        return context.getConfigurationParameter(KEEP_FAILED)
                .filter(Boolean::parseBoolean)
                .isPresent();
    }

    /** Keeps one for a person to look at, and says how. */
    static void keep(MigratedDatabases databases, CopiedDatabase database, String test) {
        LOG.warn("The database of {} is kept for a day: {}", test, databases.keep(database, test));
    }
}
