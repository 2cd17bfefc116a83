package dev.lifeguard.migrate.benchmarks.batches;

import dev.lifeguard.migrate.benchmarks.batches.Backfill.Loop;
import dev.lifeguard.migrate.benchmarks.batches.Backfill.Migration;
import dev.lifeguard.migrate.benchmarks.batches.Backfill.PlainUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** All rounds over one way to the server; who was first in one is last in the next. */
final class Turns {

    private static final String ALONE = "load alone";
    private static final String BATCHES = "batches";
    private static final String THROTTLED = "batches, pause=50ms";
    private static final String LIMITED = "batches, max-wal=8MB/s";
    private static final int[] SIZES = {100, 1000, 5000, 10_000};

    private final FilledTable table;
    private final BatchSettings settings;
    private final Path directory;
    private final String url;
    private final String how;

    Turns(FilledTable table, BatchSettings settings, Path directory, String url, String how) {
        this.table = table;
        this.settings = settings;
        this.directory = directory;
        this.url = url;
        this.how = how;
    }

    /** The tables of the parts that are asked for, and what is to be kept. */
    String run() throws IOException, SQLException, ExecutionException, InterruptedException {
        StringBuilder text = new StringBuilder();
        if (settings.parts().contains("load")) {
            text.append(told(load()));
        }
        if (settings.parts().contains("speed") || settings.parts().contains("room")) {
            text.append(told(speed()));
        }
        return text.toString();
    }

    /** At once: who ends it before its end has that much. */
    private static String told(String tables) {
        System.out.println(tables);
        return tables;
    }

    private static Backfill batches() {
        return new Migration(BATCHES, "");
    }

    private static Backfill throttled() {
        return new Migration(THROTTLED, "pause=50ms");
    }

    private static Backfill limited() {
        return new Migration(LIMITED, "max-wal=8MB/s");
    }

    private String load()
            throws IOException, SQLException, ExecutionException, InterruptedException {
        Figures p99 = new Figures("p99 of the load in ms%s, beside".formatted(how));
        Figures rows = new Figures("rows a second meanwhile" + how);
        List<Supplier<Backfill>> jobs =
                new ArrayList<>(List.of(Turns::batches, Turns::throttled, Turns::limited));
        for (int round = 0; round < settings.rounds(); round++) {
            p99.add(ALONE, alone());
            for (Supplier<Backfill> each : jobs) {
                Backfill job = each.get();
                p99.add(job.title(), beside(job, rows));
            }
            Collections.rotate(jobs, -1);
        }
        StringBuilder text = new StringBuilder(p99.markdown()).append(rows.markdown());
        for (String job : List.of(BATCHES, THROTTLED, LIMITED)) {
            double ratio = p99.ratio(job, ALONE).median();
            String title = "p99 beside %s%s: at most 1.5 of the load's alone".formatted(job, how);
            text.append(BatchBenchmark.bar(title, ratio, ratio <= 1.5));
        }
        return text.append('\n').toString();
    }

    private double alone() throws SQLException, ExecutionException, InterruptedException {
        table.renew();
        try (ReadWriteLoad load = ReadWriteLoad.start(url, settings)) {
            ReadWriteLoad.sleep(settings.time());
            return load.p99();
        }
    }

    private double beside(Backfill job, Figures rows)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        table.renew();
        job.prepare(url, directory.resolve("migrations"));
        Callable<Long> work = () -> job.run(url);
        FutureTask<Long> task = new FutureTask<>(work);
        try (ReadWriteLoad load = ReadWriteLoad.start(url, settings)) {
            long began = System.nanoTime();
            long end = began + settings.time().toNanos();
            Thread.ofPlatform().name("job").daemon().start(task);
            while (!task.isDone() && System.nanoTime() < end) {
                ReadWriteLoad.sleep(Duration.ofMillis(20));
            }
            double p99 = load.p99();
            double seconds = (System.nanoTime() - began) / 1e9;
            job.stop();
            rows.add(job.title(), task.get() / seconds);
            return p99;
        }
    }

    /** Code that runs for the first time is slower. */
    private void warmUp(List<Supplier<Backfill>> jobs) throws IOException, SQLException {
        for (Supplier<Backfill> each : jobs) {
            table.renew();
            Backfill job = each.get();
            job.prepare(url, directory.resolve("migrations"));
            job.run(url);
        }
    }

    private String speed() throws IOException, SQLException {
        Figures speed = new Figures("rows a second" + how);
        Figures size = new Figures("table in MB behind it" + how);
        Figures indexes = new Figures("its indexes in MB" + how);
        List<Supplier<Backfill>> jobs = new ArrayList<>();
        jobs.add(Turns::batches);
        List<String> loops = new ArrayList<>();
        for (int rows : SIZES) {
            jobs.add(() -> new Loop(rows));
            loops.add(new Loop(rows).title());
        }
        jobs.add(PlainUpdate::new);
        jobs.add(Turns::throttled);
        warmUp(jobs);
        for (int round = 0; round < settings.rounds(); round++) {
            for (Supplier<Backfill> each : jobs) {
                Backfill job = each.get();
                table.renew();
                job.prepare(url, directory.resolve("migrations"));
                long began = System.nanoTime();
                long rows = job.run(url);
                speed.add(job.title(), rows / ((System.nanoTime() - began) / 1e9));
                table.requireFilled();
                size.add(job.title(), table.size() / 1e6);
                indexes.add(job.title(), table.indexSize() / 1e6);
            }
            Collections.rotate(jobs, -1);
        }
        double ratio = speed.ratioToBest(BATCHES, loops).median();
        String title = "rows a second%s: at least 0.8 of the best loop by hand".formatted(how);
        return speed.markdown()
                + BatchBenchmark.bar(title, ratio, ratio >= 0.8)
                + '\n'
                + (settings.parts().contains("room") ? size.markdown() + indexes.markdown() : "");
    }
}
