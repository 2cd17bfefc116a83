package dev.lifeguard.migrate.tests.crash;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A proxy in front of the server that numbers all protocol messages and cuts at one of them. */
final class CutProxy implements AutoCloseable {

    private final TestDatabase database;
    private final ServerSocket listener;
    private final @Nullable Cut cut;
    private final List<CutConnection> connections = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean gone;

    private CutProxy(TestDatabase database, ServerSocket listener, @Nullable Cut cut) {
        this.database = database;
        this.listener = listener;
        this.cut = cut;
        Thread.ofVirtual().start(this::accept);
    }

    /** One that only counts. */
    static CutProxy counting(TestDatabase database) {
        return open(database, null);
    }

    /** One that cuts once. */
    static CutProxy cutting(TestDatabase database, Cut cut) {
        return open(database, cut);
    }

    private static CutProxy open(TestDatabase database, @Nullable Cut cut) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            return new CutProxy(database, listener, cut);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Connections through the proxy as the superuser, each one new. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setPortNumbers(new int[] {listener.getLocalPort()});
        return dataSource;
    }

    /** What passed until now, in the order of the numbers. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    /** Numbers a message; whether the cut is to be made at it. */
    synchronized boolean isCutAt(String message) {
        messages.add(message);
        return cut != null && messages.size() == cut.message();
    }

    /** Cuts at a message on a connection, of which a part was sent already if it is to be. */
    void cut(CutConnection connection) {
        if (cut != null && cut.scope() == Cut.Scope.EVERYTHING) {
            gone = true;
            connections.forEach(CutConnection::close);
        }
        connection.close();
    }

    /** Cuts all connections that there are; new ones can be made. */
    void cutNow() {
        connections.forEach(CutConnection::close);
    }

    Cut.Moment moment() {
        if (cut == null) {
            throw new IllegalStateException("it only counts");
        }
        return cut.moment();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (gone) {
                    client.close();
                    continue;
                }
                Socket server = new Socket();
                server.connect(
                        new InetSocketAddress(database.server().host(), database.server().port()));
                CutConnection connection = new CutConnection(this, client, server);
                connections.add(connection);
                connection.start();
            } catch (IOException closed) {
                // The trial is over.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        connections.forEach(CutConnection::close);
    }
}
