package dev.lifeguard.migrate.connect;

import javax.sql.DataSource;

/** A database on a server that runs by itself. */
record RemoteDatabase(DataSource dataSource, String place) implements Database {

    static RemoteDatabase at(ServerAddress address) {
        return new RemoteDatabase(address.dataSource(), address.toString());
    }

    static RemoteDatabase at(DriverAddress address) {
        return new RemoteDatabase(address.dataSource(), address.toString());
    }

    @Override
    public void close() {
        // Its server is not ours.
    }
}
