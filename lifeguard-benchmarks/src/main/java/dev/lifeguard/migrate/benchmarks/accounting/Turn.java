package dev.lifeguard.migrate.benchmarks.accounting;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A turn of one contender at one workload. All sessions warm up, begin together, post until the
 * time is over, and end together; the server's CPU time is read at both ends.
 */
final class Turn {

    private static final int WARM_UP = 30;

    private final Server server;
    private final Workload workload;
    private final Contender contender;
    private final Duration duration;
    private final List<Moment> moments = new ArrayList<>();
    private final CyclicBarrier together;

    private Turn(Server server, Workload workload, Contender contender, Duration duration) {
        this.server = server;
        this.workload = workload;
        this.contender = contender;
        this.duration = duration;
        this.together =
                new CyclicBarrier(
                        workload.sessions(),
                        () -> moments.add(new Moment(System.nanoTime(), server.cpuUsed())));
    }

    static Measurement run(Server server, Workload workload, Contender contender, Duration duration)
            throws ExecutionException, InterruptedException {
        return new Turn(server, workload, contender, duration).run();
    }

    private Measurement run() throws ExecutionException, InterruptedException {
        List<Future<Session>> sessions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(workload.sessions())) {
            for (int session = 0; session < workload.sessions(); session++) {
                long seed = System.nanoTime() + session;
                sessions.add(threads.submit(() -> post(seed)));
            }
        }
        List<Long> latencies = new ArrayList<>();
        int deadlocks = 0;
        for (Future<Session> session : sessions) {
            latencies.addAll(session.get().latencies());
            deadlocks += session.get().deadlocks();
        }
        Moment begin = moments.getFirst();
        Moment end = moments.getLast();
        return Measurement.of(
                latencies.stream().mapToLong(Long::longValue).sorted().toArray(),
                Duration.ofNanos(end.nanoTime() - begin.nanoTime()),
                end.cpu().minus(begin.cpu()),
                deadlocks);
    }

    private Session post(long seed)
            throws SQLException, InterruptedException, BrokenBarrierException {
        List<Long> latencies = new ArrayList<>();
        try (Poster poster =
                new Poster(
                        server.connect(contender.database(), workload.flush().options()),
                        contender,
                        workload,
                        seed)) {
            for (int entry = 0; entry < WARM_UP; entry++) {
                poster.post();
            }
            together.await();
            long before = System.nanoTime();
            long end = before + duration.toNanos();
            while (before < end) {
                poster.post();
                long after = System.nanoTime();
                latencies.add(after - before);
                before = after;
            }
            together.await();
            return new Session(latencies, poster.deadlocks());
        }
    }

    private record Moment(long nanoTime, Duration cpu) {}

    private record Session(List<Long> latencies, int deadlocks) {}
}
