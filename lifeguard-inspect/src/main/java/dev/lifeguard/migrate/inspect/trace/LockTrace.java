package dev.lifeguard.migrate.inspect.trace;

import dev.lifeguard.migrate.inspect.trace.RelationLock.Source;
import dev.lifeguard.migrate.inspect.trace.WorkSeen.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Runs statements of PostgreSQL one by one in a session of its own, and sees what each locks.
 *
 * <p>Locks are kept until the end of the transaction, so what {@code pg_locks} holds after a
 * statement and did not hold before it is what it took. Of a relation that a statement works on
 * under a lock that the transaction has already, that one is told. What the transaction itself has
 * made is left out, since nobody else can see it.
 *
 * <p>A statement that runs in no transaction is seen by {@link GatedRun}.
 *
 * <p>Used by one thread.
 */
public final class LockTrace implements AutoCloseable {

    private static final Set<String> READ_ALL = Set.of("VACUUM", "ANALYZE", "ANALYSE");

    private final DataSource database;
    private final Connection session;
    private final Predicate<Relation> told;
    private final Set<Long> own = new HashSet<>();

    private LockTrace(DataSource database, Connection session, Predicate<Relation> told) {
        this.database = database;
        this.session = session;
        this.told = told;
    }

    /**
     * Opens the session.
     *
     * @param database connections to one scratch database, where nobody else works
     */
    public static LockTrace on(DataSource database) throws SQLException {
        return new LockTrace(database, database.getConnection(), relation -> true);
    }

    /**
     * Opens the session of one that tells of some relations only.
     *
     * @param relations by their numbers
     */
    public static LockTrace ofThose(Set<Long> relations, DataSource database) throws SQLException {
        return new LockTrace(database, database.getConnection(), it -> relations.contains(it.id()));
    }

    /** The numbers of the relations that are there now. */
    public static Set<Long> relations(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Set.copyOf(CatalogState.of(connection).relations().keySet());
        }
    }

    /** Sets something for the whole session, as a runner would. */
    public void prepare(String sql) throws SQLException {
        execute(sql);
    }

    /** Begins the transaction that the statements run in from now on. */
    public void begin() throws SQLException {
        execute("BEGIN");
        own.clear();
    }

    /** Takes back what that transaction did. */
    public void rollback() throws SQLException {
        execute("ROLLBACK");
        own.clear();
    }

    /** Commits that transaction. */
    public void commit() throws SQLException {
        execute("COMMIT");
        own.clear();
    }

    /** Runs a statement. */
    public StatementTrace run(TracedSql sql) throws SQLException {
        return switch (sql.place()) {
            case IN_TRANSACTION -> inTransaction(sql);
            case ALONE -> alone(sql);
        };
    }

    private StatementTrace inTransaction(TracedSql sql) throws SQLException {
        CatalogState before = CatalogState.of(session);
        execute(sql);
        CatalogState after = CatalogState.of(session);
        after.relations().keySet().stream()
                .filter(id -> !before.relations().containsKey(id))
                .forEach(own::add);
        Map<Long, Work> work = WorkSeen.between(before, after, Counts.KNOWN, sql.kind());
        List<RelationLock> locks = new ArrayList<>();
        for (Relation relation : before.relations().values()) {
            if (own.contains(relation.id()) || !told.test(relation)) {
                continue;
            }
            Set<LockMode> held = held(before, relation);
            Set<LockMode> now = EnumSet.copyOf(held);
            now.addAll(held(after, relation));
            if (now.isEmpty()) {
                continue;
            }
            LockMode strongest = Collections.max(now);
            Work done = work.getOrDefault(relation.id(), Work.BRIEF);
            boolean isNew = held.isEmpty() || strongest.isStrongerThan(Collections.max(held));
            if (isNew || done != Work.BRIEF) {
                locks.add(lock(sql, relation, strongest, done));
            }
        }
        return seen(locks, changes(before, after, work));
    }

    private List<SchemaChange> changes(
            CatalogState before, CatalogState after, Map<Long, Work> work) {
        Set<String> names =
                before.relations().values().stream()
                        .filter(it -> !own.contains(it.id()) && told.test(it))
                        .map(Relation::name)
                        .collect(Collectors.toSet());
        return ChangesSeen.between(before, after, work).stream()
                .filter(it -> names.contains(it.relation()))
                .toList();
    }

    private static Set<LockMode> held(CatalogState state, Relation relation) {
        Set<LockMode> held = EnumSet.noneOf(LockMode.class);
        held.addAll(state.locks().getOrDefault(relation.id(), Set.of()));
        return held;
    }

    private StatementTrace alone(TracedSql sql) throws SQLException {
        try (Connection control = database.getConnection()) {
            CatalogState before = CatalogState.of(control);
            Map<Long, Set<LockMode>> seen;
            try (GatedRun run = GatedRun.of(database, before, sql, session)) {
                seen = run.locks(() -> execute(sql));
            }
            CatalogState after = CatalogState.of(control);
            Map<Long, Work> work = WorkSeen.between(before, after, Counts.UNKNOWN, sql.kind());
            List<RelationLock> locks = new ArrayList<>();
            for (Relation relation : before.relations().values().stream().filter(told).toList()) {
                Set<LockMode> modes = seen.getOrDefault(relation.id(), Set.of());
                Work done = work.getOrDefault(relation.id(), Work.BRIEF);
                if (!modes.isEmpty()) {
                    locks.add(lock(sql, relation, Collections.max(modes), done));
                } else {
                    unseen(sql, relation, done).ifPresent(locks::add);
                }
            }
            return seen(locks, changes(before, after, work));
        }
    }

    /**
     * What was done before anybody looked. Nobody reads or writes while a file is exchanged for
     * another; VACUUM takes one table after the other, and where it names none, all.
     */
    private static Optional<RelationLock> unseen(TracedSql sql, Relation relation, Work done) {
        boolean vacuumed =
                sql.kind().startsWith("VACUUM")
                        && relation.isTable()
                        && (sql.isWord() || sql.names(relation.simpleName()));
        if (done == Work.BUILD || done == Work.REWRITE) {
            return Optional.of(
                    new RelationLock(
                            relation.name(),
                            relation.lockKind(),
                            LockMode.ACCESS_EXCLUSIVE,
                            done,
                            Source.DOCUMENTATION));
        }
        return vacuumed
                ? Optional.of(
                        new RelationLock(
                                relation.name(),
                                relation.lockKind(),
                                LockMode.SHARE_UPDATE_EXCLUSIVE,
                                Work.SCAN,
                                Source.DOCUMENTATION))
                : Optional.empty();
    }

    /** No server counts how VACUUM and ANALYZE read, and an UPDATE's rows depend on the plan. */
    private static RelationLock lock(TracedSql sql, Relation relation, LockMode mode, Work seen) {
        boolean readsAll =
                READ_ALL.stream().anyMatch(sql.kind()::startsWith)
                        && relation.isTable()
                        && seen == Work.BRIEF;
        return readsAll
                ? new RelationLock(
                        relation.name(), relation.lockKind(), mode, Work.SCAN, Source.DOCUMENTATION)
                : new RelationLock(
                        relation.name(), relation.lockKind(), mode, seen, Source.OBSERVED);
    }

    private static StatementTrace seen(List<RelationLock> locks, List<SchemaChange> changes) {
        locks.sort(
                Comparator.comparing(RelationLock::mode)
                        .thenComparing(RelationLock::work)
                        .reversed()
                        .thenComparing(RelationLock::relation));
        return new StatementTrace(locks, changes);
    }

    private void execute(TracedSql sql) throws SQLException {
        if (!sql.readsClient()) {
            execute(sql.text());
            return;
        }
        try {
            session.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql.text(), InputStream.nullInputStream());
        } catch (IOException impossible) {
            throw new SQLException(impossible);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Cancels the statement that runs; from any thread. */
    public void cancel() throws SQLException {
        session.unwrap(PGConnection.class).cancelQuery();
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
