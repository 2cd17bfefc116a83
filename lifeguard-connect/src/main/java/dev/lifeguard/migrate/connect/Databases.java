package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;

/** Opens what a URL names. */
public final class Databases {

    private Databases() {}

    /**
     * Opens it; an embedded server is started, and is this process's alone until it is closed.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when an embedded server does not start
     */
    public static Database open(DatabaseUrl url, ServerCaller caller) {
        return url.open(directory -> new EmbeddedDatabase(EmbeddedServer.start(directory, caller)));
    }
}
