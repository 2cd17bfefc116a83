package dev.lifeguard.migrate.benchmarks.batches;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Sessions that each begin a transaction at fixed times: it reads a row of the table that is
 * filled, changes one of it and one of another table. A latency counts from when it was to begin,
 * so that what waits behind a slow one counts, too.
 */
final class ReadWriteLoad implements AutoCloseable {

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final ExecutorService threads;
    private final List<Future<List<Long>>> sessions = new ArrayList<>();
    private volatile boolean measured;
    private volatile boolean over;

    private ReadWriteLoad(int sessions) {
        this.threads = Executors.newFixedThreadPool(sessions);
    }

    /** Begins it, and lets it run warm. */
    static ReadWriteLoad start(String url, BatchSettings settings) {
        ReadWriteLoad load = new ReadWriteLoad(settings.sessions());
        long interval = Duration.ofSeconds(1).toNanos() / settings.rate();
        for (int at = 0; at < settings.sessions(); at++) {
            long first = System.nanoTime() + interval * at / settings.sessions();
            Random random = new Random(at);
            load.sessions.add(
                    load.threads.submit(
                            () -> load.session(url, settings.rows(), first, interval, random)));
        }
        sleep(WARM_UP);
        load.measured = true;
        return load;
    }

    static void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private List<Long> session(String url, int rows, long first, long interval, Random random)
            throws SQLException {
        List<Long> latencies = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement read =
                        connection.prepareStatement("SELECT nick FROM item WHERE id = ?");
                PreparedStatement write =
                        connection.prepareStatement(
                                "UPDATE item SET seen = seen + 1 WHERE id = ?");
                PreparedStatement pay =
                        connection.prepareStatement(
                                "UPDATE account SET balance = balance + 1 WHERE id = ?")) {
            connection.setAutoCommit(false);
            for (long due = first; !over; due += interval) {
                sleep(Duration.ofNanos(due - System.nanoTime()));
                read.setLong(1, (random.nextInt(rows) + 1) * 3L);
                read.executeQuery().close();
                write.setLong(1, (random.nextInt(rows) + 1) * 3L);
                write.executeUpdate();
                pay.setInt(1, random.nextInt(10_000) + 1);
                pay.executeUpdate();
                connection.commit();
                if (measured) {
                    latencies.add(System.nanoTime() - due);
                }
            }
        }
        return latencies;
    }

    /** Ends it; gives the latency in milliseconds that 1 % of the transactions exceed. */
    double p99() throws ExecutionException, InterruptedException {
        over = true;
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> session : sessions) {
            all.addAll(session.get());
        }
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) (sorted.length * 99L / 100)] / 1e6;
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
