package dev.lifeguard.migrate.junit.postgres;

import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import dev.lifeguard.migrate.junit.databases.MigratedDatabases;
import dev.lifeguard.migrate.junit.databases.Migrations;
import dev.lifeguard.migrate.junit.databases.Once;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a template, some of them made ahead.
 *
 * <ol>
 *   <li>Whoever asks gets one of those that are ready; only where there is none he makes one
 *       himself.
 *   <li>Each time one is taken, {@link Background} makes another, until there are enough again.
 *   <li>What is given back is dropped in the background, behind what is made there.
 * </ol>
 */
public final class Clones implements MigratedDatabases {

    static final String PREFIX = "lg_test_";
    static final String KEPT_UNTIL = "kept by lifeguard-junit until ";

    /** How many are ready at most: more than a test takes while it runs. */
    static final int AHEAD = 4;

    private static final Duration KEPT = Duration.ofDays(1);

    private final PostgresServer server;
    private final Migrations migrations;
    private final AtomicReference<Once<Template>> template;
    private final ConcurrentLinkedQueue<CopiedDatabase> ready = new ConcurrentLinkedQueue<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Background background;

    /** Those with some migrations. */
    public Clones(PostgresServer server, Migrations migrations) {
        this.server = server;
        this.migrations = migrations;
        this.template = new AtomicReference<>(ofServer());
        this.background = new Background(server);
        background.submit(Leftovers::drop);
    }

    private Once<Template> ofServer() {
        return new Once<>(() -> Template.of(migrations, server));
    }

    @Override
    public Migrations migrations() {
        return migrations;
    }

    @Override
    public CopiedDatabase take() {
        @Nullable CopiedDatabase made = ready.poll();
        CopiedDatabase database = made == null ? copied() : made;
        taken.add(database.name());
        background.first(this::makeAhead);
        return database;
    }

    /** How many are ready now. */
    int ready() {
        return ready.size();
    }

    private CopiedDatabase copied() {
        template.get().get();
        try (Connection connection = server.connect()) {
            return copied(connection);
        } catch (SQLException failure) {
            throw SqlFault.unreachable("The database of the test could not be made", failure);
        }
    }

    private CopiedDatabase copied(Connection connection) throws SQLException {
        String name = server.nextName(PREFIX);
        Once<Template> known = template.get();
        try (Statement statement = connection.createStatement()) {
            known.get().copy(statement, name);
        } catch (SQLException failure) {
            if (!SqlFault.is(SqlFault.MISSING, failure)) {
                throw failure;
            }
            // Another run dropped the template, for newer ones. One thread makes it anew.
            template.compareAndSet(known, ofServer());
            try (Statement statement = connection.createStatement()) {
                template.get().get().copy(statement, name);
            }
        }
        return server.database(name);
    }

    private void makeAhead(Connection connection) throws SQLException {
        for (int missing = AHEAD - ready.size(); missing > 0; missing--) {
            CopiedDatabase copy = copied(connection);
            warm(copy);
            ready.add(copy);
        }
    }

    /** The first session in a database writes a file that makes all others start sooner. */
    private static void warm(CopiedDatabase copy) throws SQLException {
        copy.dataSource().getConnection().close();
    }

    @Override
    public CopiedDatabase empty() {
        String name = server.nextName(PREFIX);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"%s\"".formatted(name));
            taken.add(name);
            return server.database(name);
        } catch (SQLException failure) {
            throw SqlFault.unreachable("The database of the test could not be made", failure);
        }
    }

    @Override
    public void drop(CopiedDatabase database) {
        if (taken.remove(database.name())) {
            background.submit(connection -> drop(connection, database.name()));
        }
    }

    private static void drop(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(name));
        }
    }

    @Override
    public String keep(CopiedDatabase database, String test) {
        server.keepRunning();
        taken.remove(database.name());
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COMMENT ON DATABASE \"%s\" IS '%s%s: %s'"
                            .formatted(
                                    database.name(),
                                    KEPT_UNTIL,
                                    Instant.now().plus(KEPT),
                                    test.replace("'", "''")));
        } catch (SQLException failure) {
            throw SqlFault.unreachable("The database of the test could not be kept", failure);
        }
        return server.howToLookAt(database.name());
    }

    @Override
    public void close() {
        background.submit(this::dropAll);
        background.close();
    }

    private void dropAll(Connection connection) throws SQLException {
        for (CopiedDatabase unused = ready.poll(); unused != null; unused = ready.poll()) {
            drop(connection, unused.name());
        }
        for (String forgotten : taken) {
            drop(connection, forgotten);
        }
    }
}
