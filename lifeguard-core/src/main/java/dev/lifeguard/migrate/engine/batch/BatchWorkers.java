package dev.lifeguard.migrate.engine.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs ranges on threads of its own, and waits for all of them: when one fails, the others still
 * end the batches of the range that they have.
 */
final class BatchWorkers {

    private final int count;

    BatchWorkers(int count) {
        this.count = count;
    }

    /** Gives how they ended; the first failure of any is thrown. */
    RangeEnd run(Supplier<RangeEnd> worker) {
        List<FutureTask<RangeEnd>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int at = 1; at <= count; at++) {
            FutureTask<RangeEnd> task = new FutureTask<>(worker::get);
            tasks.add(task);
            threads.add(
                    Thread.ofPlatform()
                            .name("lifeguard-migrate batches " + at)
                            .daemon()
                            .start(task));
        }
        RangeEnd all = RangeEnd.OVER;
        RuntimeException failed = null;
        for (FutureTask<RangeEnd> task : tasks) {
            try {
                RangeEnd end = ended(task, threads);
                all = end == RangeEnd.OVER ? all : end;
            } catch (RuntimeException failure) {
                if (failed == null) {
                    failed = failure;
                } else {
                    failed.addSuppressed(failure);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
        return all;
    }

    /** An interrupt of the caller's is one of each worker, and stays set. */
    private static RangeEnd ended(FutureTask<RangeEnd> task, List<Thread> threads) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException again) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                } catch (ExecutionException failure) {
                    throw thrown(failure);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure);
    }
}
