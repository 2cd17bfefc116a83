package dev.lifeguard.migrate.schema;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which rows a {@link BatchMigration} walks, and how fast; each method gives a new one that differs
 * in one thing.
 *
 * @param <K> what a key is read as
 * @param table whose rows are walked, as SQL writes its name
 * @param key the columns by which they are, as SQL writes their names: those of a unique index of
 *     all rows, in its order, none of which may be null
 * @param reader makes a key of a row that has these columns in this order
 * @param filter a condition in SQL on the rows that are worked on; empty for all
 * @param sizes how many rows a batch takes
 * @param pace how fast one batch follows another
 * @param mode who runs the batches
 */
public record BatchSpec<K>(
        String table,
        List<String> key,
        SchemaManager.RowMapper<K> reader,
        Optional<String> filter,
        Sizes sizes,
        Pace pace,
        Mode mode) {

    private static final int FIRST = 1000;
    private static final int GROWTH = 10;
    private static final int MOST = 1_000_000;
    private static final Duration TARGET = Duration.ofMillis(200);

    /** Copies the list. */
    public BatchSpec {
        key = List.copyOf(key);
        if (table.isBlank() || key.isEmpty() || key.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("it names no table, or no column of its key");
        }
    }

    /**
     * All rows of a table, by a key.
     *
     * @param reader makes a key of a row that has the columns of the key in their order, for
     *     example {@code row -> row.getLong(1)}
     */
    public static <K> BatchSpec<K> of(
            String table, SchemaManager.RowMapper<K> reader, String... key) {
        return new BatchSpec<>(
                table,
                List.of(key),
                reader,
                Optional.empty(),
                new Sizes(FIRST, FIRST * GROWTH),
                new Pace(Duration.ZERO, TARGET, Optional.empty(), Load.ANY),
                Mode.BLOCKING);
    }

    /** Only rows for which a condition in SQL is true, {@code email_hash IS NULL} for example. */
    public BatchSpec<K> filter(String condition) {
        return new BatchSpec<>(table, key, reader, Optional.of(condition), sizes, pace, mode);
    }

    /** With so many rows of the table in the first batch, from 1 on, and ten times that at most. */
    public BatchSpec<K> size(int rows) {
        return with(new Sizes(rows, (int) Math.min(MOST, (long) rows * GROWTH)));
    }

    /** With so many rows in a batch at most. */
    public BatchSpec<K> maxSize(int rows) {
        return with(new Sizes(sizes.first(), rows));
    }

    private BatchSpec<K> with(Sizes other) {
        return new BatchSpec<>(table, key, reader, filter, other, pace, mode);
    }

    /** With a pause between two batches. */
    public BatchSpec<K> pause(Duration pause) {
        return with(new Pace(pause, pace.target(), pace.condition(), pace.most()));
    }

    /** With another time that a batch is to take; its size follows from that. */
    public BatchSpec<K> targetTime(Duration target) {
        return with(new Pace(pace.pause(), target, pace.condition(), pace.most()));
    }

    /** Where an expression or a query in SQL must be true before each batch. */
    public BatchSpec<K> onlyWhile(String condition) {
        return with(new Pace(pace.pause(), pace.target(), Optional.of(condition), pace.most()));
    }

    /** Where no batch begins while a server of PostgreSQL is busier than that. */
    public BatchSpec<K> atMost(Load load) {
        return with(new Pace(pace.pause(), pace.target(), pace.condition(), load));
    }

    private BatchSpec<K> with(Pace other) {
        return new BatchSpec<>(table, key, reader, filter, sizes, other, mode);
    }

    /** Run in the background: {@code up} only begins it. */
    public BatchSpec<K> background() {
        return new BatchSpec<>(table, key, reader, filter, sizes, pace, Mode.BACKGROUND);
    }

    /**
     * How many rows of the table the range of a batch holds.
     *
     * @param first the first batch's, from 1 on
     * @param most what it may grow to, from that to 1,000,000
     */
    public record Sizes(int first, int most) {

        /** Checks both. */
        public Sizes {
            if (first < 1 || most < first || most > MOST) {
                throw new IllegalArgumentException(
                        "batches of %s to %s rows; they have 1 to %s".formatted(first, most, MOST));
            }
        }
    }

    /**
     * How fast batches follow each other.
     *
     * @param pause between two of them; not negative
     * @param target what one is to take; more than zero
     * @param condition an expression or a query in SQL that must be true before each; empty where
     *     nothing has to be
     * @param most how busy the server may be for one to begin
     */
    public record Pace(Duration pause, Duration target, Optional<String> condition, Load most) {

        /** Checks the times. */
        public Pace {
            if (pause.isNegative() || !target.isPositive()) {
                throw new IllegalArgumentException(
                        ("a pause of %s and a target of %s; the first is not negative, and the"
                                        + " second is more than zero")
                                .formatted(pause, target));
            }
        }
    }

    /**
     * How busy a server of PostgreSQL may be for a batch to begin; what is empty is not asked. Any
     * other database refuses what is given.
     *
     * @param lag how far a replica may be behind; without a replica nothing is waited for
     * @param active how many other sessions may run a statement
     * @param walBytes how many bytes of WAL the server may write in a second
     */
    public record Load(Optional<Duration> lag, OptionalInt active, OptionalLong walBytes) {

        /** As busy as it may be. */
        public static final Load ANY =
                new Load(Optional.empty(), OptionalInt.empty(), OptionalLong.empty());

        /** Checks the limits: a batch would wait for ever for less than nothing. */
        public Load {
            if (lag.filter(it -> !it.isPositive()).isPresent()
                    || active.orElse(0) < 0
                    || walBytes.orElse(1) < 1) {
                throw new IllegalArgumentException(
                        "a limit of lag or WAL is not more than zero, or one of active sessions is"
                                + " negative");
            }
        }

        /** With another limit. */
        public Load lag(Duration limit) {
            return new Load(Optional.of(limit), active, walBytes);
        }

        /** With another limit. */
        public Load active(int limit) {
            return new Load(lag, OptionalInt.of(limit), walBytes);
        }

        /** With another limit. */
        public Load walBytes(long limit) {
            return new Load(lag, active, OptionalLong.of(limit));
        }
    }

    /** Who runs the batches. */
    public enum Mode {
        /** {@code up}, which waits for the last one. */
        BLOCKING,
        /** {@code batch run}, in any process, while migrations go on. */
        BACKGROUND
    }
}
