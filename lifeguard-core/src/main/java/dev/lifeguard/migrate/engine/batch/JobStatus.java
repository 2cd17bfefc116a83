package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.engine.batch.RangeRow.Held;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a migration with batches is, put together from its ranges. */
public record JobStatus(
        MigrationVersion version,
        String name,
        State state,
        long rowsDone,
        long batchesDone,
        int batchSize,
        Optional<String> cursor,
        Optional<String> upperBound,
        double rowsPerSecond,
        Optional<Duration> remaining,
        Optional<String> waiting,
        Optional<String> error,
        Optional<String> next)
        implements BatchStatus {

    private static final double MILLIS = 1000;

    /** A thousand years, in milliseconds. */
    private static final double LONGEST = 3.2e13;

    /** Of one of which nothing has begun. */
    static JobStatus pending(BatchJob job) {
        NextStep next = job.terms().mode() == Mode.BACKGROUND ? NextStep.TO_BEGIN : NextStep.IN_UP;
        return new JobStatus(
                job.version(),
                job.name(),
                State.PENDING,
                0,
                0,
                job.terms().sizes().first(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                next.of(State.PENDING, job.version().toString()));
    }

    /**
     * Of its ranges, at least one.
     *
     * @param next what gets it on
     */
    static JobStatus of(MigrationVersion version, List<RangeRow> rows, NextStep next) {
        RangeRow first = rows.getFirst();
        RangeRow last = rows.getLast();
        State state = state(rows);
        return new JobStatus(
                version,
                first.name(),
                state,
                rows.stream().mapToLong(row -> row.done().rows()).sum(),
                rows.stream().mapToLong(row -> row.done().batches()).sum(),
                rows.stream().mapToInt(row -> row.done().nextSize()).max().orElseThrow(),
                Optional.ofNullable(
                        rows.size() == 1 || state == State.DONE ? last.bounds().cursor() : null),
                Optional.ofNullable(last.bounds().upper()),
                rate(rows),
                state == State.RUNNING ? remaining(rows) : Optional.empty(),
                rows.stream().flatMap(row -> row.waiting().stream()).findFirst(),
                rows.stream().flatMap(row -> row.failure().stream()).findFirst(),
                next.of(state, version.toString()));
    }

    /** The same, where only its rows are there. */
    JobStatus withoutFile() {
        return new JobStatus(
                version,
                name,
                state,
                rowsDone,
                batchesDone,
                batchSize,
                cursor,
                upperBound,
                rowsPerSecond,
                remaining,
                waiting,
                error,
                next.map("Its file is missing: restore it first. "::concat));
    }

    /** What those of one are together, at least one. */
    static State state(List<RangeRow> rows) {
        return rows.stream()
                .map(row -> State.valueOf(row.shown().name()))
                .min(Comparator.comparingInt(JobStatus::weight))
                .orElseThrow();
    }

    /** Which one counts where ranges have several. */
    private static int weight(State state) {
        return switch (state) {
            case CANCELLED -> 0;
            case PAUSED -> 1;
            case RUNNING -> 2;
            case FAILED -> 3;
            case PENDING -> 4;
            case DONE -> 5;
        };
    }

    /** That of an average range, as often as ranges are under way. */
    private static double rate(List<RangeRow> rows) {
        long millis = rows.stream().mapToLong(row -> row.done().time().toMillis()).sum();
        long changed = rows.stream().mapToLong(row -> row.done().rows()).sum();
        long running =
                rows.stream()
                        .filter(row -> row.held() == Held.NOW && !row.bounds().isOver())
                        .count();
        return millis == 0 ? 0 : changed * MILLIS / millis * Math.max(1, running);
    }

    /** Of the range that takes longest, where its keys are numbers. */
    private static Optional<Duration> remaining(List<RangeRow> rows) {
        Duration longest = Duration.ZERO;
        for (RangeRow row : rows) {
            Optional<Duration> left = remaining(row);
            if (left.isEmpty()) {
                return left;
            }
            longest = left.get().compareTo(longest) > 0 ? left.get() : longest;
        }
        return Optional.of(longest);
    }

    private static Optional<Duration> remaining(RangeRow row) {
        if (row.bounds().isOver()) {
            return Optional.of(Duration.ZERO);
        }
        BigDecimal lower = number(row.bounds().lower());
        BigDecimal cursor = number(row.bounds().cursor());
        BigDecimal upper = number(row.bounds().upper());
        if (lower == null
                || cursor == null
                || upper == null
                || cursor.compareTo(lower) <= 0
                || row.done().time().isZero()) {
            return Optional.empty();
        }
        BigDecimal left =
                upper.subtract(cursor).divide(cursor.subtract(lower), MathContext.DECIMAL32);
        double millis = left.doubleValue() * row.done().time().toMillis();
        return Optional.of(Duration.ofMillis((long) Math.min(millis, LONGEST)));
    }

    private static @Nullable BigDecimal number(@Nullable String key) {
        return key != null && key.matches("-?[0-9]{1,30}([.][0-9]{1,30})?")
                ? new BigDecimal(key)
                : null;
    }
}
