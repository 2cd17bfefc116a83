package dev.lifeguard.migrate.benchmarks.batches;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.source.MigrationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** What fills the column {@code handle} of each row. */
sealed interface Backfill {

    /** What it is called in tables. */
    String title();

    /** What comes before the first row; its time does not count. */
    default void prepare(String url, Path directory) throws IOException {}

    /** Fills all rows of a database, or those until {@link #stop()}; gives how many. */
    long run(String url) throws SQLException;

    /** Ends it behind the batch that runs now; from any thread. */
    void stop();

    /** One statement over all rows. */
    record PlainUpdate() implements Backfill {

        @Override
        public String title() {
            return "one UPDATE";
        }

        @Override
        public long run(String url) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                return statement.executeLargeUpdate(
                        "UPDATE item SET handle = lower(nick) WHERE handle IS NULL");
            }
        }

        @Override
        public void stop() {
            // Nobody can.
        }
    }

    /** What one writes by hand: a loop that remembers its last key. */
    final class Loop implements Backfill {

        private final int size;
        private volatile boolean stopped;

        Loop(int size) {
            this.size = size;
        }

        @Override
        public String title() {
            return "loop by hand, %s rows".formatted(size);
        }

        @Override
        public long run(String url) throws SQLException {
            long rows = 0;
            long from = 0;
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement next =
                            connection.prepareStatement(
                                    "SELECT id FROM item WHERE id > ? ORDER BY id LIMIT 1 OFFSET"
                                            + " ?");
                    PreparedStatement update =
                            connection.prepareStatement(
                                    "UPDATE item SET handle = lower(nick)"
                                            + " WHERE id > ? AND id <= ? AND handle IS NULL")) {
                while (from < Long.MAX_VALUE && !stopped) {
                    next.setLong(1, from);
                    next.setInt(2, size - 1);
                    long to = last(next);
                    update.setLong(1, from);
                    update.setLong(2, to);
                    rows += update.executeLargeUpdate();
                    from = to;
                }
            }
            return rows;
        }

        private static long last(PreparedStatement next) throws SQLException {
            try (ResultSet row = next.executeQuery()) {
                return row.next() ? row.getLong(1) : Long.MAX_VALUE;
            }
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }

    /** A migration in batches, as {@code batch run} runs it. */
    final class Migration implements Backfill {

        private static final long VERSION = 20240101000000L;

        private final String title;
        private final String words;
        private volatile boolean stopped;
        private @Nullable Migrator prepared;

        /**
         * Made anew for each turn.
         *
         * @param words further ones of its directive
         */
        Migration(String title, String words) {
            this.title = title;
            this.words = words;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public void prepare(String url, Path directory) throws IOException {
            Files.writeString(
                    Files.createDirectories(directory).resolve(VERSION + "_fill.sql"),
                    """
                    -- lifeguard:batch table=item key=id mode=background %s
                    UPDATE item SET handle = lower(nick)
                    WHERE id > :from AND id <= :to AND handle IS NULL;
                    """
                            .formatted(words));
            migrator(url, directory).up();
            prepared = migrator(url, directory);
        }

        private static Migrator migrator(String url, Path directory) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setURL(url);
            return Migrator.builder(dataSource)
                    .source(MigrationSource.directory(directory))
                    .build();
        }

        @Override
        public long run(String url) {
            Migrator migrator = Objects.requireNonNull(prepared, "prepare() comes first");
            return migrator
                    .batches()
                    .run(BatchRun.of(VERSION).telling(status -> pauseOnce(migrator)))
                    .stream()
                    .mapToLong(BatchStatus::rowsDone)
                    .sum();
        }

        private void pauseOnce(Migrator migrator) {
            if (stopped) {
                stopped = false;
                migrator.batches().pause(VERSION);
            }
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }
}
