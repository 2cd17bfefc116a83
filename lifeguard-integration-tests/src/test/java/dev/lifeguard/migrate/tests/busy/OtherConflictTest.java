package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What else than a wait that was too long makes a migration be tried again. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class OtherConflictTest {

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final List<MigrationEvent.TableLockMet> met = new CopyOnWriteArrayList<>();

    OtherConflictTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int);\n");
        project.up();
    }

    private MigratorBuilder heard(MigratorBuilder migrator) {
        return migrator.listener(
                event -> {
                    if (event instanceof MigrationEvent.TableLockMet each) {
                        met.add(each);
                    }
                });
    }

    private static int attempts(MigrationReport report) {
        return report.applied().getLast().attempts();
    }

    private boolean waits(String lock) {
        return database.value(
                        """
                        SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE NOT l.granted AND d.datname = current_database()
                        AND l.relation = ?::regclass
                        """,
                        lock)
                .equals("1");
    }

    /** It finds the deadlock first, since the other one never looks for it. */
    @Test
    void theVictimOfADeadlockIsTriedAgain() throws SQLException {
        database.execute("CREATE TABLE other (id int)");
        project.write(
                "20240102000000_both.sql",
                """
                SET LOCAL deadlock_timeout = '3s';
                LOCK TABLE orders;
                LOCK TABLE other;
                """);
        try (Blocker blocker = Blocker.in(database, "SET deadlock_timeout = '1h'")) {
            blocker.run("LOCK TABLE other");
            Background<MigrationReport> run =
                    Background.start(
                            heard(project.migrator().tableLockTimeout(Duration.ofMinutes(1)))
                                            .build()
                                    ::up);
            Await.until("the migration waits", () -> waits("other"));
            // Granted as soon as the migration is rolled back.
            blocker.run("LOCK TABLE orders");
            blocker.end();

            assertThat(attempts(run.result())).isEqualTo(2);
            assertThat(met).hasSize(1);
        }
        assertThat(project.history()).hasSize(2);
    }

    /** What a sequence has given is not taken back, so it tells the tries. */
    @Test
    void whatCannotBeSerializedIsTriedAgain() {
        database.execute("CREATE SEQUENCE tries");
        project.write(
                "20240102000000_row.sql",
                """
                INSERT INTO orders VALUES (1);
                DO $$ BEGIN
                    IF nextval('tries') < 3 THEN
                        RAISE EXCEPTION 'not now' USING ERRCODE = '40001';
                    END IF;
                END $$;
                """);

        MigrationReport report =
                heard(project.migrator().tableLockTimeout(Duration.ofMillis(500))).build().up();

        assertThat(attempts(report)).isEqualTo(3);
        assertThat(report.applied().getLast().lockWait()).isEqualTo(Duration.ZERO);
        assertThat(database.value("SELECT count(*) FROM orders")).isEqualTo("1");
        assertThat(met).extracting(MigrationEvent.TableLockMet::inTheWay).containsOnly(List.of());
    }

    @Test
    void whatDoesNotWaitForALockIsTriedAgain() throws SQLException {
        project.write(
                "20240102000000_now.sql", "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE NOWAIT;\n");
        try (Blocker blocker = Blocker.in(database, "SELECT FROM orders")) {
            Background<MigrationReport> run =
                    Background.start(
                            heard(project.migrator().tableLockTimeout(Duration.ofMillis(500)))
                                            .build()
                                    ::up);
            Await.until("it was tried twice", () -> met.size() > 1);
            blocker.end();

            assertThat(attempts(run.result())).isEqualTo(met.size() + 1);
            assertThat(run.result().applied().getFirst().lockWait()).isEqualTo(Duration.ZERO);
        }
    }

    /** Counts how often it is called. */
    private static final class Counting implements Migration {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public long version() {
            return 20240102000000L;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public void up(SchemaManager schema) {
            calls.incrementAndGet();
            schema.execute("CREATE TABLE more (id int)");
            schema.execute("ALTER TABLE orders ADD COLUMN note text");
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DROP TABLE more");
        }
    }

    @Test
    void aMigrationInJavaIsCalledAgain() throws SQLException {
        Counting counting = new Counting();
        try (Blocker blocker = Blocker.in(database, "SELECT FROM orders")) {
            Migrator migrator =
                    heard(project.migrator().tableLockTimeout(Duration.ofMillis(100)))
                            .source(MigrationSource.of(counting))
                            .build();
            Background<MigrationReport> run = Background.start(migrator::up);
            Await.until("it was tried twice", () -> met.size() > 1);
            blocker.end();

            assertThat(attempts(run.result())).isEqualTo(met.size() + 1);
            assertThat(counting.calls).hasValue(met.size() + 1);
        }
        assertThat(database.has("more")).isTrue();
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void whatAnotherDatabaseOfAMigrationInJavaMetIsNotTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        Migration elsewhere =
                new Migration() {
                    @Override
                    public long version() {
                        return 20240102000000L;
                    }

                    @Override
                    public String name() {
                        return "elsewhere";
                    }

                    @Override
                    public void up(SchemaManager schema) throws SQLException {
                        calls.incrementAndGet();
                        schema.execute("CREATE TABLE more (id int)");
                        throw new SQLException("another database is busy", "55P03");
                    }

                    @Override
                    public void down(SchemaManager schema) {
                        schema.execute("DROP TABLE more");
                    }
                };
        Migrator migrator = heard(project.migrator()).source(MigrationSource.of(elsewhere)).build();

        assertThat(failureOf(migrator::up)).hasMessageContaining("another database is busy");
        assertThat(calls).hasValue(1);
        assertThat(met).isEmpty();
        assertThat(database.has("more")).isFalse();
    }
}
