package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.junit.databases.MigratedDatabases;
import dev.lifeguard.migrate.junit.databases.Migrations;
import dev.lifeguard.migrate.junit.files.H2Databases;
import dev.lifeguard.migrate.junit.files.SqliteDatabases;
import dev.lifeguard.migrate.junit.postgres.Clones;
import dev.lifeguard.migrate.junit.postgres.PostgresServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The servers and databases of one JVM's tests. A server is used by all that ask for it alike; it
 * ends behind its databases.
 */
final class DatabaseRegistry implements AutoCloseable {

    private final Map<DatabaseRequest.Server, PostgresServer> servers = new HashMap<>();
    private final Map<DatabaseRequest, MigratedDatabases> databases = new HashMap<>();
    private final Deque<Runnable> ends = new ArrayDeque<>();

    /** Those that an annotation asks for. */
    synchronized MigratedDatabases databases(DatabaseRequest request) {
        MigratedDatabases known = databases.get(request);
        if (known != null) {
            return known;
        }
        MigratedDatabases opened = opened(request);
        ends.push(opened::close);
        databases.put(request, opened);
        return opened;
    }

    private MigratedDatabases opened(DatabaseRequest request) {
        Migrations migrations = request.migrations();
        if (!request.server().url().isEmpty()) {
            return new Clones(server(request), migrations);
        }
        return switch (request.server().kind()) {
            case EMBEDDED_POSTGRESQL -> new Clones(server(request), migrations);
            case SQLITE -> new SqliteDatabases(migrations);
            case H2 -> new H2Databases(migrations);
        };
    }

    private PostgresServer server(DatabaseRequest request) {
        PostgresServer known = servers.get(request.server());
        if (known != null) {
            return known;
        }
        PostgresServer opened =
                request.server().url().isEmpty() ? PostgresServer.embedded() : request.given();
        ends.push(opened::close);
        servers.put(request.server(), opened);
        return opened;
    }

    @Override
    public synchronized void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
        servers.clear();
        databases.clear();
    }
}
