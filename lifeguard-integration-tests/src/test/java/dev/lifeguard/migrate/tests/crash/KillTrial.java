package dev.lifeguard.migrate.tests.crash;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One run in a process of its own that is killed, and the next one. */
final class KillTrial {

    /** Longer than any test: a killed runner's lease is not what the next one waits for. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final CrashProject crashed;

    KillTrial(CrashProject crashed) {
        this.crashed = crashed;
    }

    /** How many events a run has that nobody kills. */
    int events() {
        AtomicInteger events = new AtomicInteger();
        crashed.reset();
        crashed.migrator(crashed.database().dataSource())
                .listener(event -> events.incrementAndGet())
                .build()
                .up();
        return events.get();
    }

    /** Killed with SIGKILL while it stands at an event, from 1. */
    Recovery.Outcome killedAt(int event) {
        crashed.reset();
        Path never = crashed.project().directory().resolveSibling("never");
        try (ChildProcess child = start("pause", Integer.toString(event), never.toString())) {
            Await.until(child::errors, () -> child.output().startsWith(CrashingRun.PAUSED));
            child.kill();
        }
        return goOn();
    }

    /** Ended without any closing, so long after its first event. */
    Recovery.Outcome haltedAfter(Duration time) {
        crashed.reset();
        try (ChildProcess child = start("halt", Long.toString(time.toNanos()))) {
            child.awaitExit();
        }
        return goOn();
    }

    private Recovery.Outcome goOn() {
        crashed.awaitNoRunner();
        crashed.traces().requireTrueHistory();
        return new Recovery(crashed).run();
    }

    private ChildProcess start(String... how) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                CrashingRun.class.getName(),
                                crashed.database().url(),
                                crashed.project().directory().toString(),
                                LEASE.toString()));
        arguments.addAll(List.of(how));
        return ChildProcess.java(
                Path.of("").toAbsolutePath(), Map.of(), arguments.toArray(String[]::new));
    }
}
