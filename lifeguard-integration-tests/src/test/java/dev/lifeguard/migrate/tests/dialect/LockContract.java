package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the lock keeps to on every database. */
abstract class LockContract {

    private static final String PAST = "'2020-01-01 00:00:00'";
    private static final String FUTURE = "'2099-01-01 00:00:00'";

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    LockContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
    }

    /** Somebody else's lock. */
    private void lockByAnother(String leaseEnd) {
        project.migrator().build().lock().close();
        database.execute(
                """
                INSERT INTO lifeguard_migrations
                    (version, name, checksum, applied_at, holder, lease_expires_at)
                VALUES (-1, 'lock', 'another', '2024-01-01 00:00:00', 'another runner', %s)
                """
                        .formatted(leaseEnd));
    }

    private Migrator impatient() {
        return project.migrator().lockTimeout(Duration.ofMillis(300)).build();
    }

    @Test
    void eightHoldersExcludeEachOther() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Background<Integer>> runs =
                IntStream.range(0, 8)
                        .mapToObj(
                                at ->
                                        Background.start(
                                                () -> {
                                                    try (MigrationLockGuard guard =
                                                            project.migrator().build().lock()) {
                                                        int now = inside.incrementAndGet();
                                                        most.accumulateAndGet(now, Math::max);
                                                        guard.requireHeld();
                                                        return inside.decrementAndGet();
                                                    }
                                                }))
                        .toList();
        runs.forEach(Background::result);
        assertThat(most).hasValue(1);
    }

    @Test
    void itIsGivenBackWhereABaselineIsRefused() {
        Migrator migrator = project.migrator().build();
        migrator.lock().close();
        database.refuse(20240102000000L);

        assertThat(failureOf(() -> migrator.baseline(20240102000000L)))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains("refuses what this program writes to it");

        assertThat(migrator.lockHolder()).isEmpty();
        assertThat(project.history()).isEmpty();
        database.acceptAgain();
        assertThat(migrator.baseline(20240102000000L).applied()).hasSize(2);
    }

    @Test
    void aWaiterGivesUpAndNamesTheHolder() {
        lockByAnother(FUTURE);
        LifeguardException timeout = failureOf(() -> impatient().up());
        assertThat(timeout.detail().kind()).isEqualTo(ErrorKind.LOCK_TIMEOUT);
        assertThat(timeout.getMessage()).contains("another runner");
        assertThat(project.history()).isEmpty();
    }

    @Test
    void aRowWithoutALeaseIsRespected() {
        lockByAnother("NULL");
        LifeguardException timeout = failureOf(() -> impatient().up());
        assertThat(timeout.detail().kind()).isEqualTo(ErrorKind.LOCK_TIMEOUT);
    }

    @Test
    void aKeyOfSomebodyElsesThatRefusesItsRowIsNamed() {
        project.up();
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
        database.execute(
                "DELETE FROM lifeguard_migrations WHERE version = 20240102000000",
                "CREATE UNIQUE INDEX other_key ON lifeguard_migrations (success)");

        LifeguardException refused = failureOf(project::up);

        assertThat(refused.detail().kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(refused.getMessage())
                .contains("lifeguard_migrations\" refuses what this program writes to it: ")
                .contains(" Take out what refuses it: a constraint, an index, ");
    }

    @Test
    void aScriptThatTakesItsRowAwayIsToldThatItDidIt() {
        project.write(
                "20240102000000_two.sql", "DELETE FROM lifeguard_migrations WHERE version = -1;\n");

        LifeguardException lost = failureOf(project::up);

        assertThat(lost.detail().kind()).isEqualTo(ErrorKind.LEASE_LOST);
        assertThat(lost.getMessage())
                .startsWith(
                        "LG-402 Migration 20240102000000 two took the lock's row away itself at"
                                + " 20240102000000_two.sql:1:1: behind the rollback ")
                .endsWith(" Take that out of the script and run up again.");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        assertThat(names(impatient().up().applied())).containsExactly("two");
    }

    @Test
    void aLeaseThatHasRunOutIsTakenOver() {
        lockByAnother(PAST);
        assertThat(names(impatient().up().applied())).containsExactly("one", "two");
    }

    @Test
    void whoHasLostTheLockDoesNothingMore() {
        Migrator loser =
                project.migrator()
                        .listener(
                                event -> {
                                    if (event instanceof MigrationEvent.MigrationStarted started
                                            && started.step().name().equals("two")) {
                                        database.execute(
                                                "DELETE FROM lifeguard_migrations"
                                                        + " WHERE version = -1");
                                    }
                                })
                        .build();
        LifeguardException lost = failureOf(loser::up);
        assertThat(lost.detail().kind()).isEqualTo(ErrorKind.LEASE_LOST);
        assertThat(project.history()).containsExactly("one|whole");
        assertThat(names(project.up().applied())).containsExactly("two");
    }

    /** A run that stands still at its second migration for so long that its lease runs out. */
    private Migrator outOfLease(Runnable meanwhile) {
        return project.migrator()
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.MigrationStarted started
                                    && started.step().name().equals("two")) {
                                database.execute(
                                        ("UPDATE lifeguard_migrations SET lease_expires_at = %s"
                                                        + " WHERE version = -1")
                                                .formatted(PAST));
                                meanwhile.run();
                            }
                        })
                .build();
    }

    @Test
    void whoseLeaseRanOutInMidWorkStopsWhenAnotherTookOver() {
        Migrator loser =
                outOfLease(
                        () -> assertThat(names(impatient().up().applied())).containsExactly("two"));
        LifeguardException lost = failureOf(loser::up);
        assertThat(lost.detail().kind()).isEqualTo(ErrorKind.LEASE_LOST);
        assertThat(project.history()).containsExactly("one|whole", "two|whole");
        assertThat(loser.lockHolder()).isEmpty();
    }

    @Test
    void whoseLeaseRanOutInMidWorkGoesOnWhileNobodyElseCame() {
        Migrator late = outOfLease(() -> {});
        assertThat(names(late.up().applied())).containsExactly("one", "two");
        assertThat(late.lockHolder()).isEmpty();
    }

    @Test
    void aFailureReleasesIt() {
        project.write("20240103000000_three.sql", "INSERT INTO missing VALUES (1);\n");
        failureOf(project::up);
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void itIsNotReEntrant() {
        try (MigrationLockGuard guard = project.migrator().build().lock()) {
            LifeguardException timeout = failureOf(() -> impatient().up());
            assertThat(timeout.detail().kind()).isEqualTo(ErrorKind.LOCK_TIMEOUT);
            assertThat(timeout.getMessage()).contains("this very process");
            guard.requireHeld();
        }
    }

    @Test
    void itsHeartbeatExtendsTheLease() {
        Migrator migrator = project.migrator().lease(Duration.ofSeconds(3)).build();
        try (MigrationLockGuard guard = migrator.lock()) {
            Instant first = migrator.lockHolder().map(LockHolder::leaseEnd).orElseThrow();
            assertThat(first).isBetween(Instant.now(), Instant.now().plusSeconds(60));
            Await.until(
                    "the lease was extended",
                    () ->
                            migrator.lockHolder()
                                    .map(LockHolder::leaseEnd)
                                    .filter(first::isBefore)
                                    .isPresent());
            guard.requireHeld();
        }
        assertThat(migrator.lockHolder()).isEmpty();
    }

    /** A migration in Java whose thread does something else between two statements. */
    private record Thinking(Runnable thought) implements Migration {

        @Override
        public long version() {
            return 20240103000000L;
        }

        @Override
        public String name() {
            return "three";
        }

        @Override
        public void up(SchemaManager schema) {
            schema.execute("INSERT INTO one VALUES (1)");
            thought.run();
            schema.execute("INSERT INTO one VALUES (2)");
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DELETE FROM one");
        }
    }

    /** For longer than a lease of a second and a half. */
    private static void think() {
        Instant end = Instant.now().plusMillis(5000);
        Await.until("it is thought out", () -> Instant.now().isAfter(end));
    }

    @Test
    void whoThinksForLongerThanTheLeaseKeepsIt() {
        project.migrator()
                .source(MigrationSource.of(new Thinking(LockContract::think)))
                .lease(Duration.ofMillis(2500))
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.MigrationFinished done
                                    && done.step().name().equals("one")) {
                                think();
                            }
                        })
                .build()
                .up();

        assertThat(project.history()).containsExactly("one|whole", "two|whole", "three|whole");
        assertThat(database.query("SELECT id FROM one ORDER BY id")).containsExactly("1", "2");
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }
}
