package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.run.RunEvents;
import dev.lifeguard.migrate.jdbc.Answers;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the migrations are that were sent together. */
final class PipelineProgress implements Answers {

    private final RunEvents events;
    private final int before;
    private final int total;
    private final List<Duration> times = new ArrayList<>();
    private PipelineFlush flush;

    /** What the very last statement gave. */
    private @Nullable String last;

    /** What a listener threw while the answers were read; nothing is told any more then. */
    private @Nullable RuntimeException thrown;

    /**
     * Nothing is answered yet.
     *
     * @param before how many the run has finished
     * @param total of the run
     */
    PipelineProgress(PipelineFlush flush, RunEvents events, int before, int total) {
        this.flush = flush;
        this.events = events;
        this.before = before;
        this.total = total;
    }

    /** What is sent now; it begins with the first one that is not answered. */
    void sending(PipelineFlush next) {
        flush = next;
    }

    /** Where a statement of what was sent last is. */
    PipelineFlush.At at(int index) {
        return flush.at(index);
    }

    /** What the very last statement gave, where that is behind the last COMMIT; else null. */
    @Nullable String last() {
        return last;
    }

    /** The migrations that were sent. */
    List<PlannedStep> steps() {
        return flush.together().stream().map(PipelinedMigration::step).toList();
    }

    /** The first one begins. */
    void begin() {
        tell(0);
    }

    @Override
    public void answered(int index, @Nullable String value) {
        if (flush.isBehindLastCommit(index)) {
            last = index == flush.statements().size() - 1 ? value : null;
            return;
        }
        PipelineFlush.At at = at(index);
        int last = at.migration().size() - 1;
        if (at.statement() == last - 1) {
            times.add(Duration.ofMillis(value == null ? 0 : Long.parseLong(value)));
        } else if (at.statement() == last && at.number() + 1 < flush.together().size()) {
            started(at.number() + 1);
        }
    }

    private void started(int number) {
        if (thrown != null) {
            return;
        }
        try {
            tell(number);
        } catch (RuntimeException failure) {
            thrown = failure;
        }
    }

    /** The server sends its answers when it has many of them, so it may be at a later one. */
    private void tell(int number) {
        PlannedStep step = flush.together().get(number).step();
        if (flush.together().size() == 1) {
            events.started(step, before + number + 1, total);
        } else {
            events.startedTogether(step, before + number + 1, total);
        }
    }

    /** What came of the first ones, so many of which are committed. */
    List<Outcome.Applied> applied(int committed) {
        List<Outcome.Applied> applied = new ArrayList<>();
        for (int number = 0; number < committed; number++) {
            Duration time = number < times.size() ? times.get(number) : Duration.ZERO;
            applied.add(Outcome.Applied.in(flush.together().get(number).step(), time));
        }
        return applied;
    }

    /**
     * So many of them are committed and on the disk; tells of them.
     *
     * @throws RuntimeException what a listener threw
     */
    void finish(int committed) {
        for (Outcome.Applied applied : applied(committed)) {
            events.finished(applied.step(), applied.time());
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /** The same behind a failure, which outranks what a listener threw. */
    void finishQuietly(int committed, Exception failure) {
        try {
            finish(committed);
        } catch (RuntimeException ofListener) {
            failure.addSuppressed(ofListener);
        }
    }
}
