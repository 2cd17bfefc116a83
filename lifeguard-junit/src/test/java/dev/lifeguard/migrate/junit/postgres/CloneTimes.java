package dev.lifeguard.migrate.junit.postgres;

import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import dev.lifeguard.migrate.junit.databases.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures what a test waits for its database, by turns: from the pool, by a bare {@code CREATE
 * DATABASE … TEMPLATE}, and by migrating an empty database. Each turn ends with a first answer of
 * the database.
 */
final class CloneTimes {

    private static final int TABLES = 300;

    private final Clones clones;
    private final PostgresServer server;
    private final Migrations migrations;
    private final int rounds;
    private final long testMillis;

    private CloneTimes(PostgresServer server, Migrations migrations, int rounds, long testMillis) {
        this.server = server;
        this.migrations = migrations;
        this.clones = new Clones(server, migrations);
        this.rounds = rounds;
        this.testMillis = testMillis;
    }

    /**
     * Measures and prints.
     *
     * @param testMillis how long each test works
     */
    static void print(int rounds, long testMillis)
            throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory("lifeguard-tables");
        write(directory);
        try (PostgresServer server = PostgresServer.embedded()) {
            Migrations migrations =
                    new Migrations(List.of("filesystem:" + directory), Migrations.OWN_LAYOUT);
            new CloneTimes(server, migrations, rounds, testMillis).run();
        }
    }

    /** Tables with a primary key, a foreign key and an index each. */
    static void write(Path directory) throws IOException {
        for (int table = 0; table < TABLES; table++) {
            Files.writeString(
                    directory.resolve(
                            String.format(
                                    Locale.ROOT,
                                    "2024010100%02d%02d_t%d.sql",
                                    table / 60,
                                    table % 60,
                                    table)),
                    """
                    -- Up migration
                    CREATE TABLE tSELF (
                        id bigint PRIMARY KEY,
                        parent bigint REFERENCES tPARENT (id),
                        name text NOT NULL
                    );
                    CREATE INDEX tSELF_name ON tSELF (name);
                    -- Down migration
                    DROP TABLE tSELF;
                    """
                            .replace("PARENT", Integer.toString(Math.max(0, table - 1)))
                            .replace("SELF", Integer.toString(table)));
        }
    }

    private void run() throws SQLException, InterruptedException {
        long first = System.nanoTime();
        CopiedDatabase any = clones.take();
        answer(any);
        System.out.printf(
                Locale.ROOT, "first test, template %s: %d ms%n", "made or found", millis(first));
        String template = template();
        long[] warm = new long[rounds];
        long[] pool = new long[rounds];
        long[] poolAndQuery = new long[rounds];
        long[] bare = new long[rounds];
        long[] files = new long[rounds];
        long[] migrated = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            while (clones.ready() < Clones.AHEAD) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            warm[round] = System.nanoTime() - start;
            TimeUnit.MILLISECONDS.sleep(testMillis);
            start = System.nanoTime();
            CopiedDatabase taken = clones.take();
            pool[round] = System.nanoTime() - start;
            answer(taken);
            poolAndQuery[round] = System.nanoTime() - start;
            clones.drop(taken);
            TimeUnit.MILLISECONDS.sleep(testMillis);
            bare[round] = bare(template, "wal_log");
            files[round] = bare(template, "file_copy");
            if (round < 3) {
                start = System.nanoTime();
                CopiedDatabase empty = clones.empty();
                migrations.apply(empty.dataSource());
                answer(empty);
                migrated[round] = System.nanoTime() - start;
                clones.drop(empty);
            }
        }
        print("until the pool was full again", warm, rounds);
        print("from the pool", pool, rounds);
        print("from the pool, with its first query", poolAndQuery, rounds);
        print("CREATE DATABASE … TEMPLATE, WAL_LOG, with its first query", bare, rounds);
        print("CREATE DATABASE … TEMPLATE, FILE_COPY, with its first query", files, rounds);
        print("migrated, with its first query", migrated, Math.min(3, rounds));
        clones.close();
    }

    private String template() {
        return Template.of(migrations, server).name();
    }

    private long bare(String template, String strategy) throws SQLException {
        CopiedDatabase made = server.database(server.nextName(Clones.PREFIX));
        long start = System.nanoTime();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE %s TEMPLATE \"%s\" STRATEGY %s"
                            .formatted(made.name(), template, strategy));
        }
        answer(made);
        long took = System.nanoTime() - start;
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE %s WITH (FORCE)".formatted(made.name()));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(testMillis);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        return took;
    }

    private static void answer(CopiedDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM t0");
        }
    }

    private static long millis(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static void print(String what, long[] nanos, int count) {
        long sum = 0;
        long max = 0;
        for (int at = 0; at < count; at++) {
            sum += nanos[at];
            max = Math.max(max, nanos[at]);
        }
        System.out.printf(
                Locale.ROOT,
                "%-62s mean %8.1f ms, longest %8.1f ms%n",
                what,
                sum / 1e6 / count,
                max / 1e6);
    }
}
