package dev.lifeguard.migrate.tests.crash;

import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many cuts, on a few databases at once. */
final class CutTrials {

    private static final int DATABASES = 4;

    private static final List<Cut> KINDS =
            Stream.of(Cut.Scope.values())
                    .flatMap(
                            scope ->
                                    Stream.of(Cut.Moment.values())
                                            .map(moment -> new Cut(1, moment, scope)))
                    .toList();

    private final PostgresServer server;

    CutTrials(PostgresServer server) {
        this.server = server;
    }

    /** How many messages a run has that nobody cuts. */
    int messages() {
        try (CrashProject project = new CrashProject(server);
                CutProxy proxy = CutProxy.counting(project.database())) {
            project.migrator(proxy.dataSource()).build().up();
            return proxy.messages().size();
        }
    }

    /** Every cut of a run with so many messages. */
    static List<Cut> all(int messages) {
        return IntStream.rangeClosed(1, messages)
                .boxed()
                .flatMap(message -> KINDS.stream().map(kind -> kind.at(message)))
                .toList();
    }

    /** One cut at each message, before, in and after it in turn. */
    static List<Cut> inTurn(int messages) {
        return IntStream.rangeClosed(1, messages)
                .mapToObj(message -> KINDS.get(message % KINDS.size()).at(message))
                .toList();
    }

    /** Tries them all; how many went on in which way. */
    Map<Recovery.Outcome, Integer> run(List<Cut> cuts) {
        Queue<Cut> left = new ConcurrentLinkedQueue<>(cuts);
        Map<Recovery.Outcome, Integer> outcomes = new EnumMap<>(Recovery.Outcome.class);
        Queue<AssertionError> wrong = new ConcurrentLinkedQueue<>();
        List<Thread> threads =
                IntStream.range(0, DATABASES)
                        .mapToObj(
                                number ->
                                        Thread.ofPlatform()
                                                .start(() -> work(left, outcomes, wrong)))
                        .toList();
        for (Thread thread : threads) {
            join(thread);
        }
        if (!wrong.isEmpty()) {
            AssertionError first = wrong.remove();
            wrong.forEach(first::addSuppressed);
            throw first;
        }
        return outcomes;
    }

    private void work(
            Queue<Cut> left, Map<Recovery.Outcome, Integer> outcomes, Queue<AssertionError> wrong) {
        try (CrashProject project = new CrashProject(server)) {
            for (Cut cut = left.poll(); cut != null; cut = left.poll()) {
                Recovery.Outcome outcome = new CutTrial(project, cut).run();
                synchronized (outcomes) {
                    outcomes.merge(outcome, 1, Integer::sum);
                }
            }
        } catch (AssertionError failed) {
            wrong.add(failed);
            left.clear();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupt);
        }
    }
}
