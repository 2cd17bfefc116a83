package dev.lifeguard.migrate.inspect.trace;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * A statement that has transactions of its own, made to stop where it can be looked at.
 *
 * <ol>
 *   <li>Other sessions hold locks on the tables that its text names: one SHARE UPDATE EXCLUSIVE,
 *       one ROW EXCLUSIVE, and one for each table ACCESS SHARE. They get along with each other.
 *   <li>The statement runs, and waits for the first: {@code pg_locks} shows what it asks for.
 *   <li>The first lets go. CREATE INDEX CONCURRENTLY and its like now have their lock, and wait for
 *       the second, since it might still write without the new index.
 *   <li>So it goes on: whichever session is in the way lets go, once it was seen what the statement
 *       has and asks for. What DETACH PARTITION CONCURRENTLY asks for in its second transaction
 *       waits for the session that has the partition alone.
 * </ol>
 *
 * <p>So each lock is seen when it is asked for, however short it is held, and what is seen depends
 * on the conflicts between locks alone. What a statement takes when nobody can be in the way any
 * more, as VACUUM takes the indexes, is not told. Where the text names no table, all are locked.
 */
final class GatedRun implements AutoCloseable {

    private static final String FIRST = "SHARE UPDATE EXCLUSIVE";
    private static final List<String> OF_ALL = List.of(FIRST, "ROW EXCLUSIVE");
    private static final String OF_ONE = "ACCESS SHARE";

    /** Each has a session of its own. */
    private static final int MOST_ALONE = 8;

    /** A server's table of locks has room for some thousands. */
    private static final int MOST_TABLES = 500;

    private static final long PAUSE = 1_000_000;

    private static final String SEEN =
            PgCatalog.sql(
                    """
                    SELECT CASE WHEN l.locktype {=} 'relation' THEN l.relation END,
                           l.mode
                    FROM pg_catalog.pg_locks l WHERE l.pid {=} ?
                    """);

    private static final String BLOCKERS =
            "SELECT pg_catalog.unnest(pg_catalog.pg_blocking_pids(?))";

    /** By the numbers of their processes, in the order in which they let go. */
    private final Map<Integer, Connection> gates = new LinkedHashMap<>();

    private final Connection look;
    private final int pid;

    private GatedRun(Connection look, int pid) {
        this.look = look;
        this.pid = pid;
    }

    static GatedRun of(DataSource database, CatalogState state, TracedSql sql, Connection session)
            throws SQLException {
        GatedRun run = new GatedRun(database.getConnection(), process(session));
        try {
            List<Relation> tables = tables(state, sql);
            if (!tables.isEmpty()) {
                for (String mode : OF_ALL) {
                    run.add(database.getConnection(), tables, mode);
                }
                boolean each = tables.size() <= MOST_ALONE;
                for (List<Relation> held :
                        each ? tables.stream().map(List::of).toList() : List.of(tables)) {
                    run.add(database.getConnection(), held, OF_ONE);
                }
            }
            return run;
        } catch (SQLException failure) {
            run.close();
            throw failure;
        }
    }

    private static int process(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private void add(Connection gate, List<Relation> held, String mode) throws SQLException {
        gates.put(process(gate), gate);
        try (Statement statement = gate.createStatement()) {
            statement.execute("BEGIN");
            List<String> tables =
                    held.stream()
                            .filter(it -> !it.isMaterializedView())
                            .map(Relation::name)
                            .toList();
            if (!tables.isEmpty()) {
                statement.execute(
                        "LOCK TABLE ONLY %s IN %s MODE"
                                .formatted(String.join(", ONLY ", tables), mode));
            }
            for (Relation view : held) {
                if (view.isMaterializedView()) {
                    statement.execute(lockOfView(mode).formatted(view.name()));
                }
            }
        }
    }

    /**
     * LOCK TABLE takes no materialized view. What takes the same lock of one stands in for it, also
     * of one without data; nothing takes ROW EXCLUSIVE.
     */
    private static String lockOfView(String mode) {
        return mode.equals(FIRST)
                ? "COMMENT ON MATERIALIZED VIEW %s IS ''"
                : "EXPLAIN SELECT FROM %s";
    }

    /** Those that the text names, or whose index it names; all for what runs other statements. */
    private static List<Relation> tables(CatalogState state, TracedSql sql) {
        List<Relation> named =
                state.relations().values().stream()
                        .filter(relation -> !sql.runsOthers() && sql.names(relation.simpleName()))
                        .map(relation -> table(state, relation))
                        .flatMap(Optional::stream)
                        .distinct()
                        .limit(MOST_TABLES)
                        .toList();
        return named.isEmpty()
                ? state.relations().values().stream()
                        .filter(Relation::canBeLocked)
                        .limit(MOST_TABLES)
                        .toList()
                : named;
    }

    private static Optional<Relation> table(CatalogState state, Relation relation) {
        return Optional.ofNullable(
                        relation.table() == 0 ? relation : state.relations().get(relation.table()))
                .filter(Relation::canBeLocked);
    }

    /** A statement that is run. */
    @FunctionalInterface
    interface Sql {

        void run() throws SQLException;
    }

    /** Runs it, and tells what it held or asked for, by the relations' numbers. */
    Map<Long, Set<LockMode>> locks(Sql sql) throws SQLException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(sql, end), "traced statement");
        thread.setDaemon(true);
        thread.start();
        Map<Long, Set<LockMode>> seen = new HashMap<>();
        Map<Long, Set<LockMode>> passed = new HashMap<>();
        while (!end.isDone()) {
            // First who is in the way, then what is seen: nothing changes between the two.
            Set<Integer> blockers = blockers();
            Optional<Integer> inTheWay =
                    gates.keySet().stream().filter(blockers::contains).findFirst();
            look(inTheWay.isPresent() ? seen : passed);
            if (inTheWay.isPresent()) {
                Objects.requireNonNull(gates.remove(inTheWay.get())).close();
            }
            LockSupport.parkNanos(PAUSE);
        }
        await(end);
        // What is seen in passing depends on chance.
        return seen.isEmpty() ? passed : seen;
    }

    private static void run(Sql sql, CompletableFuture<Void> end) {
        try {
            sql.run();
            end.complete(null);
        } catch (SQLException | RuntimeException | Error failure) {
            end.completeExceptionally(failure);
        }
    }

    private static void await(CompletableFuture<Void> end) throws SQLException {
        try {
            end.get();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "57014", interrupt);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private Set<Integer> blockers() throws SQLException {
        Set<Integer> blockers = new HashSet<>();
        try (PreparedStatement statement = look.prepareStatement(BLOCKERS)) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    blockers.add(row.getInt(1));
                }
            }
        }
        return blockers;
    }

    private void look(Map<Long, Set<LockMode>> seen) throws SQLException {
        try (PreparedStatement statement = look.prepareStatement(SEEN)) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long relation = row.getLong(1);
                    if (!row.wasNull()) {
                        CatalogState.add(seen, relation, row.getString(2));
                    }
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection gate : gates.values()) {
            gate.close();
        }
        gates.clear();
        look.close();
    }
}
