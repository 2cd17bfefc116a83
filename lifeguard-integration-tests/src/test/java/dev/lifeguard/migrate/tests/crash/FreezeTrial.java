package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One run in a process of its own that is stopped for longer than its lease, and the next one. */
final class FreezeTrial {

    private static final Duration LEASE = Duration.ofSeconds(1);

    private final CrashProject crashed;

    FreezeTrial(CrashProject crashed) {
        this.crashed = crashed;
    }

    /** Stopped (SIGSTOP) so long after its first event; it goes on when the next one is through. */
    Recovery.Outcome frozenAfter(Duration time) {
        crashed.reset();
        Path goOn = crashed.project().directory().resolveSibling(crashed.database().name());
        try (ChildProcess child = start(goOn)) {
            Await.until(child::errors, () -> child.output().startsWith(CrashingRun.PAUSED));
            Files.createFile(goOn);
            LockSupport.parkNanos(time.toNanos());
            child.signal("STOP");
            Recovery.Outcome outcome = new Recovery(crashed).run();
            child.signal("CONT");
            child.awaitExit();
            requireChangedNothing(child.output().replace(CrashingRun.PAUSED, "").strip());
            return outcome;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(goOn);
        }
    }

    private void requireChangedNothing(String said) {
        crashed.traces().requireWhole(crashed.checksums());
        assertThat(crashed.migrator(crashed.database().dataSource()).build().lockHolder())
                .as(said)
                .isEmpty();
        assertThat(said).matches("done|LG-402 .*");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ChildProcess start(Path goOn) {
        return ChildProcess.java(
                Path.of("").toAbsolutePath(),
                Map.of(),
                CrashingRun.class.getName(),
                crashed.database().url(),
                crashed.project().directory().toString(),
                LEASE.toString(),
                "pause",
                "1",
                goOn.toString());
    }
}
