package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A proxy in front of the server that counts what passes, and breaks connections at a statement.
 *
 * <p>A round trip begins when the client sends something while nothing that it sent before waits
 * for an answer.
 */
public final class WireTap implements AutoCloseable {

    private final TestDatabase database;
    private final ServerSocket listener;
    private final List<TappedConnection> connections = new CopyOnWriteArrayList<>();
    private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String freezeAt;
    private volatile CountDownLatch thawed = new CountDownLatch(0);

    private WireTap(TestDatabase database, ServerSocket listener) {
        this.database = database;
        this.listener = listener;
        Thread.ofVirtual().start(this::accept);
    }

    /** A tap in front of a database. */
    public static WireTap before(TestDatabase database) {
        return before(database, 0);
    }

    /** A tap in front of a database, at a port. */
    public static WireTap before(TestDatabase database, int port) {
        try {
            return new WireTap(
                    database, new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** When a connection is broken. */
    public enum Moment {
        /** The statement does not reach the server. */
        BEFORE_IT_RUNS,
        /** The server has run it, and its answer does not reach the client. */
        BEFORE_ITS_ANSWER
    }

    record Cut(String statement, Moment moment) {}

    /** Connections through the tap as the superuser, each one new. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setPortNumbers(new int[] {listener.getLocalPort()});
        return dataSource;
    }

    /** How many connections logged in. */
    public int connections() {
        return (int) connections.stream().filter(TappedConnection::loggedIn).count();
    }

    /** How many round trips there were on all connections, their logins included. */
    public int roundTrips() {
        return connections.stream().mapToInt(TappedConnection::roundTrips).sum();
    }

    /** The statements of all connections, each connection's in their order. */
    public List<String> statements() {
        return connections.stream().flatMap(tapped -> tapped.statements().stream()).toList();
    }

    /**
     * Breaks the connection on which a statement is sent that begins so, only once, and after all
     * that was to be broken before.
     */
    public void cut(String statement, Moment moment) {
        cuts.add(new Cut(statement, moment));
    }

    /** From a statement on that begins so nothing passes, in no direction, until {@link #thaw}. */
    public void freezeAt(String statement) {
        freezeAt = statement;
    }

    /** From now on nothing passes until {@link #thaw}. */
    public void freeze() {
        thawed = new CountDownLatch(1);
    }

    /** Whether nothing passes. */
    public boolean isFrozen() {
        return thawed.getCount() > 0;
    }

    /** Lets everything pass again. */
    public void thaw() {
        thawed.countDown();
    }

    /** Freezes everything if it is the statement to freeze at. */
    synchronized void looked(String statement) {
        String wanted = freezeAt;
        if (wanted != null && statement.startsWith(wanted)) {
            freezeAt = null;
            freeze();
        }
    }

    /** Waits while nothing passes. */
    void awaitThaw() throws IOException {
        try {
            thawed.await();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupt);
        }
    }

    /** The cut that belongs to a statement; whoever asks carries it out. */
    synchronized Optional<Moment> cutAt(String statement) {
        Cut wanted = cuts.peek();
        if (wanted == null || !statement.startsWith(wanted.statement())) {
            return Optional.empty();
        }
        cuts.remove();
        return Optional.of(wanted.moment());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connect(client);
            } catch (IOException closed) {
                // The test is over, or the server is: what the client sees of it is asserted.
            }
        }
    }

    /** A server that is gone closes the client's connection, too. */
    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(
                    new InetSocketAddress(database.server().host(), database.server().port()));
        } catch (IOException gone) {
            client.close();
            throw gone;
        }
        TappedConnection connection = new TappedConnection(this, client, server);
        connections.add(connection);
        connection.start();
    }

    @Override
    public void close() throws IOException {
        thaw();
        listener.close();
        connections.forEach(TappedConnection::close);
    }
}
