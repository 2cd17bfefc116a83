package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.Batches;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.BatchText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Style;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows how far migrations with batches are, and runs those of the background to their end. */
@Mojo(name = "batch", threadSafe = true)
public final class BatchMojo extends DatabaseMojo {

    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    /** status, run, pause, resume or cancel. */
    @Parameter(property = "lifeguard.action", defaultValue = "status")
    private String action = "status";

    /**
     * The migration; needed to pause, resume and cancel. run takes all that are to be run in the
     * background where none is named.
     */
    @Parameter(property = "lifeguard.version")
    private @Nullable String version;

    /**
     * With run: on how many connections; 1 where unsaid. On other databases than PostgreSQL where
     * the key is a whole number.
     */
    @Parameter(property = "lifeguard.workers")
    private @Nullable Integer workers;

    /** With run and a version: forgets what was done, and begins at the first row. */
    @Parameter(property = "lifeguard.restart", defaultValue = "false")
    private boolean restart;

    @Override
    void perform(MigratorBuilder builder, Database database) {
        boolean runs = action.equals("run");
        if (!runs && (restart || workers != null)) {
            throw Refused.because("restart and workers belong to the action run. Take them out.");
        }
        Migrator migrator = builder.build();
        Optional<Long> one =
                Optional.ofNullable(version).map(text -> versions(migrator).parse(text).number());
        Batches batches = migrator.batches();
        List<BatchStatus> seen =
                switch (action) {
                    case "status" -> status(batches, one);
                    case "run" -> batches.run(run(one));
                    case "pause" -> List.of(batches.pause(required(one)));
                    case "resume" -> List.of(batches.resume(required(one)));
                    case "cancel" -> List.of(batches.cancel(required(one)));
                    default ->
                            throw Refused.because(
                                    "The action of batch is \"%s\". Use status, run, pause, resume or cancel."
                                            .formatted(action));
                };
        List<BatchStatus> all = runs && one.isEmpty() ? batches.status() : List.of();
        new FoundLines(getLog(), "batch").show(BatchText.among(all, seen, Style.PLAIN));
    }

    private static List<BatchStatus> status(Batches batches, Optional<Long> one) {
        List<BatchStatus> all = batches.status();
        if (one.isEmpty()) {
            return all;
        }
        List<BatchStatus> named =
                all.stream().filter(each -> each.version().number() == one.get()).toList();
        if (named.isEmpty()) {
            throw Refused.because(
                    "Migration %s has no batches. mvn lifeguard:batch lists those that have."
                            .formatted(one.get()));
        }
        return named;
    }

    private BatchRun run(Optional<Long> one) {
        if (restart && one.isEmpty()) {
            throw Refused.because("restart forgets what was done: name the version it is for.");
        }
        int count = Objects.requireNonNullElse(workers, 1);
        if (count < 1 || count > 64) {
            throw Refused.because(
                    "workers is %s. Write a whole number from 1 to 64.".formatted(count));
        }
        BatchRun run = one.map(BatchRun::of).orElseGet(BatchRun::all).workers(count);
        AtomicLong told = new AtomicLong(System.nanoTime());
        BatchRun telling = run.telling(status -> tell(status, told));
        return restart ? telling.anew() : telling;
    }

    /** Of any worker; a log has no line that is written over. */
    private void tell(BatchStatus status, AtomicLong told) {
        long before = told.get();
        long now = System.nanoTime();
        if (now - before >= BETWEEN_LINES && told.compareAndSet(before, now)) {
            getLog().info(BatchText.progress(status));
        }
    }

    private static long required(Optional<Long> one) {
        return one.orElseThrow(
                () ->
                        Refused.because(
                                "Name a migration that has batches. Write"
                                        + " -Dlifeguard.version=VERSION."));
    }
}
