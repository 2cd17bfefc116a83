package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What another runner does right before one of this one's statements: it is waited for, or shares
 * the work, and is told as no fault of the database.
 */
abstract class RaceContract {

    private static final String ASKS = "-1, 'lock'";
    private static final String LOOKS = "AS dead";
    private static final String PAST = "'2020-01-01 00:00:00'";
    private static final String FUTURE = "'2099-01-01 00:00:00'";
    private static final String EXTENDING =
            "UPDATE lifeguard_migrations SET lease_expires_at = %s WHERE version = -1"
                    .formatted(FUTURE);
    private static final String UNLOCK = "DELETE FROM lifeguard_migrations WHERE version = -1";

    private static final Map<String, Consumer<Migrator>> CALLS =
            Map.of(
                    "up", Migrator::up,
                    "baseline", migrator -> migrator.baseline(20240101000000L),
                    "lock", migrator -> migrator.lock().close());

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    RaceContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
    }

    /** A run beside which something is done, once, before a statement with that text. */
    private MigratorBuilder beside(String text, Runnable meddling) {
        AtomicBoolean done = new AtomicBoolean();
        return meddled(
                sql -> {
                    if (sql.contains(text) && done.compareAndSet(false, true)) {
                        meddling.run();
                    }
                });
    }

    private MigratorBuilder meddled(Consumer<String> meddler) {
        return project.migrator(new MeddledDataSource(database.dataSource(), meddler));
    }

    private void makeTheTable() {
        project.migrator().build().lock().close();
    }

    private static String rowOfAnother(String leaseEnd) {
        return """
        INSERT INTO lifeguard_migrations
            (version, name, checksum, applied_at, holder, lease_expires_at)
        VALUES (-1, 'lock', 'another', '2024-01-01 00:00:00', 'another runner', %s)
        """
                .formatted(leaseEnd);
    }

    private void lockByAnother() {
        database.execute(rowOfAnother(FUTURE));
    }

    private void unlock() {
        database.execute(UNLOCK);
    }

    /** A session of another runner's, in a transaction that has done something. */
    private Connection inTransaction(String sql) {
        try {
            Connection other = database.dataSource().getConnection();
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute(sql);
            }
            return other;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How such a session ends. */
    private enum End {
        COMMIT,
        ROLLBACK;

        void of(Connection other) {
            try (other) {
                if (this == COMMIT) {
                    other.commit();
                } else {
                    other.rollback();
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        /** While the statement that is about to be sent waits for it. */
        void soonOf(Connection other) {
            Instant then = Instant.now().plusMillis(300);
            Background.start(
                    () -> {
                        Await.until("the statement is sent", () -> Instant.now().isAfter(then));
                        of(other);
                        return true;
                    });
        }
    }

    private static MigrationListener whenItWaits(Runnable then) {
        return event -> {
            if (event instanceof MigrationEvent.LockWaiting waiting) {
                assertThat(waiting.holder()).isEqualTo("another runner");
                then.run();
            }
        };
    }

    private void requireBothApplied(Migrator migrator) {
        assertThat(names(migrator.up().applied())).containsExactly("one", "two");
        assertThat(migrator.lockHolder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "baseline", "lock"})
    void whoTakesTheLockRightBeforeItIsWaitedFor(String call) {
        makeTheTable();
        AtomicBoolean waited = new AtomicBoolean();
        Migrator late =
                beside(ASKS, this::lockByAnother)
                        .listener(
                                whenItWaits(
                                        () -> {
                                            waited.set(true);
                                            unlock();
                                        }))
                        .build();

        Objects.requireNonNull(CALLS.get(call)).accept(late);

        assertThat(waited).isTrue();
        assertThat(late.lockHolder()).isEmpty();
    }

    @Test
    void whoTakesTheLockRightBeforeItAndKeepsItIsNamed() {
        makeTheTable();
        Migrator late =
                beside(ASKS, this::lockByAnother).lockTimeout(Duration.ofMillis(300)).build();

        assertThat(failureOf(late::up))
                .isInstanceOf(LockTimeoutException.class)
                .hasMessageContaining("\"another runner\" holds it since ");
    }

    @Test
    void aRowThatIsNotCommittedYetIsWaitedFor() {
        makeTheTable();
        requireBothApplied(
                beside(ASKS, () -> End.COMMIT.soonOf(inTransaction(rowOfAnother(FUTURE))))
                        .listener(whenItWaits(this::unlock))
                        .build());
    }

    @Test
    void aRowThatIsRolledBackIsNobodys() {
        makeTheTable();
        requireBothApplied(
                beside(ASKS, () -> End.ROLLBACK.soonOf(inTransaction(rowOfAnother(FUTURE))))
                        .build());
    }

    /** Each waits for the same row, which on MariaDB is a deadlock of theirs when it is gone. */
    @Test
    void twoThatWaitForARowThatIsRolledBackShareTheWork() throws InterruptedException {
        makeTheTable();
        Connection other = inTransaction(rowOfAnother(FUTURE));
        CountDownLatch asked = new CountDownLatch(2);
        List<Background<MigrationReport>> runs =
                IntStream.range(0, 2)
                        .mapToObj(
                                at -> Background.start(beside(ASKS, asked::countDown).build()::up))
                        .toList();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        End.ROLLBACK.soonOf(other);

        List<String> applied =
                runs.stream().flatMap(run -> names(run.result().applied()).stream()).toList();
        assertThat(applied).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aRowThatIsNeverCommittedIsAnotherSessions() {
        makeTheTable();
        Connection other = inTransaction(rowOfAnother(FUTURE));
        try {
            LifeguardException timeout =
                    failureOf(
                            () ->
                                    project.migrator()
                                            .lockTimeout(Duration.ofMillis(300))
                                            .build()
                                            .up());

            assertThat(timeout)
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageStartingWith(
                            "LG-401 The lock was not got within 0.3 s: the state table is locked"
                                    + " by another session. Run this again when that has ended, ");
        } finally {
            End.ROLLBACK.of(other);
        }
        requireBothApplied(project.migrator().build());
    }

    /** Between the insert, which its row refuses, and the look at it. */
    private Consumer<String> comingAndGoing() {
        AtomicInteger step = new AtomicInteger();
        return sql -> {
            if (sql.contains(ASKS) && step.compareAndSet(0, 1)) {
                lockByAnother();
            } else if (sql.contains(LOOKS) && step.compareAndSet(1, 2)) {
                unlock();
            }
        };
    }

    @Test
    void whoComesAndGoesInBetweenLetsItTryAgain() {
        makeTheTable();
        requireBothApplied(meddled(comingAndGoing()).build());
    }

    @Test
    void whoComesAndGoesInBetweenIsNoFaultOfTheTable() {
        makeTheTable();
        Migrator once = meddled(comingAndGoing()).lockTimeout(Duration.ZERO).build();

        assertThat(failureOf(once::up))
                .isInstanceOf(LockTimeoutException.class)
                .hasMessageStartingWith(
                        "LG-401 The lock was not got within 0 s: its row could not be inserted into"
                                + " the state table")
                .hasMessageEndingWith(
                        ", and none is there to be seen. Another runner may have come and gone in"
                                + " between: run this again. If that does not help, a rule, a"
                                + " trigger, a row policy or a key of that table may do this;"
                                + " remove it.");
    }

    private static boolean takesOver(String sql) {
        return sql.contains("NOWAIT") || sql.contains("DELETE FROM");
    }

    @Test
    void whoTakesADeadRunnersLockOverRightBeforeItIsWaitedFor() {
        makeTheTable();
        database.execute(rowOfAnother(PAST));
        AtomicBoolean done = new AtomicBoolean();
        requireBothApplied(
                meddled(
                                sql -> {
                                    if (takesOver(sql) && done.compareAndSet(false, true)) {
                                        unlock();
                                        lockByAnother();
                                    }
                                })
                        .listener(whenItWaits(this::unlock))
                        .build());
    }

    @Test
    void aHolderThatExtendsItsLeaseRightBeforeItIsTakenOverIsWaitedFor() {
        makeTheTable();
        database.execute(rowOfAnother(PAST));
        AtomicBoolean done = new AtomicBoolean();
        requireBothApplied(
                meddled(
                                sql -> {
                                    if (takesOver(sql) && done.compareAndSet(false, true)) {
                                        End.COMMIT.soonOf(inTransaction(EXTENDING));
                                    }
                                })
                        .listener(
                                event -> {
                                    if (event instanceof MigrationEvent.LockWaiting) {
                                        Await.until(
                                                "the lease is extended",
                                                () ->
                                                        project.migrator()
                                                                .build()
                                                                .lockHolder()
                                                                .isPresent());
                                        unlock();
                                    }
                                })
                        .build());
    }

    @Test
    void whoMakesTheTableRightBeforeItSharesTheWork() {
        requireBothApplied(beside("CREATE TABLE IF NOT EXISTS", this::makeTheTable).build());
    }

    @Test
    void whoAddsTheColumnsRightBeforeItSharesTheWork() {
        database.execute(
                """
                CREATE TABLE lifeguard_migrations (
                    version bigint PRIMARY KEY, name varchar(255) NOT NULL,
                    checksum varchar(64) NOT NULL,
                    applied_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
                    execution_time_ms bigint, success boolean NOT NULL DEFAULT true)
                """);
        AtomicBoolean done = new AtomicBoolean();
        requireBothApplied(
                meddled(
                                sql -> {
                                    boolean begins =
                                            sql.contains("ADD COLUMN")
                                                    || sql.equals("BEGIN IMMEDIATE");
                                    if (begins && done.compareAndSet(false, true)) {
                                        makeTheTable();
                                    }
                                })
                        .build());
        assertThat(done).isTrue();
    }

    /** Of a place that is asked for by name. */
    final void requireSchemaMadeRightBeforeItIsShared(String schema) {
        AtomicBoolean done = new AtomicBoolean();
        Migrator late =
                beside(
                                "CREATE SCHEMA IF NOT EXISTS",
                                () -> {
                                    done.set(true);
                                    database.execute("CREATE SCHEMA " + schema);
                                })
                        .schema(schema)
                        .build();
        requireBothApplied(late);
        assertThat(done).isTrue();
    }

    /** What is made in a transaction that is committed while this one waits for it. */
    final void requireMadeSoonIsShared(String before, String making, @Nullable String schema) {
        MigratorBuilder late = beside(before, () -> End.COMMIT.soonOf(inTransaction(making)));
        requireBothApplied((schema == null ? late : late.schema(schema)).build());
    }
}
