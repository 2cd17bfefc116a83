package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A living runner whose thread does something else for longer than its lease keeps the lock, and
 * its session with it.
 */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class ThinkingTest {

    /** A thread of the process has three quarters of a second for each touch of the session. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Recorder recorder = new Recorder();

    ThinkingTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    /** A migration in Java. */
    private record Work(Transactions transactions, Consumer<SchemaManager> what)
            implements Migration {

        @Override
        public long version() {
            return 20240102000000L;
        }

        @Override
        public String name() {
            return "two";
        }

        @Override
        public void up(SchemaManager schema) {
            what.accept(schema);
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DROP TABLE two");
        }
    }

    /** Until two leases are over by the database's clock. */
    private void think() {
        String end =
                database.value(
                        "SELECT clock_timestamp() + 2 * interval '%s seconds'"
                                .formatted(LEASE.toSeconds()));
        Await.until(
                "two leases are over",
                () -> database.value("SELECT clock_timestamp() > '%s'".formatted(end)).equals("t"));
    }

    private MigratorBuilder runner(DataSource dataSource, Work work) {
        return Migrator.builder(dataSource).source(MigrationSource.of(work)).lease(LEASE);
    }

    private void up(Migration.Transactions transactions, Consumer<SchemaManager> what) {
        runner(database.dataSource(), new Work(transactions, what)).build().up();
    }

    private void requireApplied() {
        assertThat(project.history()).contains("20240102000000|two|whole");
        assertThat(LockRow.exists(database)).isFalse();
    }

    private static Consumer<SchemaManager> sql(String sql) {
        return schema -> schema.execute(sql);
    }

    @Test
    void inATransaction() {
        up(
                Migration.Transactions.WHOLE,
                sql("CREATE TABLE two (id int)")
                        .andThen(schema -> think())
                        .andThen(sql("INSERT INTO two VALUES (1)")));

        requireApplied();
        assertThat(database.query("SELECT id FROM two")).containsExactly("1");
    }

    @Test
    void onTheConnectionItselfWhoseTransactionHasFailed() {
        up(
                Migration.Transactions.WHOLE,
                sql("CREATE TABLE two (id int)").andThen(this::failAndGoOn));

        requireApplied();
    }

    private void failAndGoOn(SchemaManager schema) {
        try (Statement statement = schema.connection().createStatement()) {
            Savepoint before = schema.connection().setSavepoint();
            try {
                statement.execute("SELECT nonsense");
            } catch (SQLException expected) {
                think();
                schema.connection().rollback(before);
            }
            statement.execute("INSERT INTO two VALUES (1)");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void whileItReadsRowsBitByBit() {
        up(
                Migration.Transactions.WHOLE,
                schema -> {
                    schema.execute("CREATE TABLE two AS SELECT generate_series(1, 10) AS id");
                    int sum = 0;
                    try (Statement statement = schema.connection().createStatement()) {
                        statement.setFetchSize(3);
                        try (var rows = statement.executeQuery("SELECT id FROM two")) {
                            while (rows.next()) {
                                sum += rows.getInt(1);
                                if (rows.getRow() == 2) {
                                    think();
                                }
                            }
                        }
                    } catch (SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                    assertThat(sum).isEqualTo(55);
                });

        requireApplied();
    }

    @Test
    void withAPoolOfOneConnection() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Work work =
                    new Work(
                            Migration.Transactions.WHOLE,
                            sql("CREATE TABLE two (id int)").andThen(schema -> think()));
            runner(pool, work).build().up();
        }
        requireApplied();
    }

    @Test
    void statementByStatementBehindOneOutsideATransaction() {
        up(
                Migration.Transactions.PER_STATEMENT,
                sql("CREATE TABLE two (id int)")
                        .andThen(sql("CREATE INDEX CONCURRENTLY two_id ON two (id)"))
                        .andThen(schema -> think())
                        .andThen(sql("INSERT INTO two VALUES (1)")));

        requireApplied();
    }

    @Test
    void inAListenerBehindAStatementOutsideATransaction() {
        project.write(
                "20240102000000_two.sql",
                """
                CREATE TABLE two (id int);
                CREATE INDEX CONCURRENTLY two_id ON two (id);
                INSERT INTO two VALUES (1);
                """);
        project.migrator()
                .lease(LEASE)
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.StatementDone done
                                    && done.number() == 2) {
                                think();
                            }
                        })
                .build()
                .up();

        requireApplied();
    }

    @Test
    void inAListenerBetweenTwoMigrationsOfOneTransaction() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.migrator()
                .lease(LEASE)
                .grouping(Grouping.ALL)
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.MigrationStarted started
                                    && started.step().name().equals("two")) {
                                think();
                            }
                        })
                .build()
                .up();

        requireApplied();
    }

    @Test
    void inACheckOfThePlan() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.migrator()
                .lease(LEASE)
                .check(
                        plan -> {
                            think();
                            return List.of();
                        })
                .build()
                .up();

        requireApplied();
    }

    @Test
    void nobodyTakesOverMeanwhile() {
        Work work =
                new Work(
                        Migration.Transactions.WHOLE,
                        sql("CREATE TABLE two (id int)")
                                .andThen(
                                        schema ->
                                                Await.until(
                                                        "another one waits",
                                                        () ->
                                                                recorder.has(
                                                                        MigrationEvent.LockWaiting
                                                                                .class)))
                                .andThen(schema -> think()));
        Background<?> thinker = Background.start(runner(database.dataSource(), work).build()::up);
        Await.until(
                "it has the lock",
                () -> database.has("lifeguard_migrations") && LockRow.exists(database));
        Background<?> next =
                Background.start(
                        runner(database.dataSource(), work).listener(recorder).build()::up);

        thinker.result();
        next.result();
        assertThat(recorder.has(MigrationEvent.LockTakenOver.class)).isFalse();
        requireApplied();
    }

    @Test
    void whoIsCutOffFromTheServerMeanwhileLosesIt() throws IOException {
        CountDownLatch thoughtOut = new CountDownLatch(1);
        try (WireTap tap = WireTap.before(database)) {
            Work work =
                    new Work(
                            Migration.Transactions.WHOLE,
                            sql("CREATE TABLE two (id int)")
                                    .andThen(schema -> tap.freeze())
                                    .andThen(
                                            schema ->
                                                    Await.until(
                                                            "it may go on",
                                                            () -> thoughtOut.getCount() == 0)));
            Background<?> cutOff = Background.start(runner(tap.dataSource(), work).build()::up);
            Await.until("it is cut off", tap::isFrozen);
            Work other = new Work(Migration.Transactions.WHOLE, sql("CREATE TABLE two (id int)"));

            runner(database.dataSource(), other).listener(recorder).build().up();
            assertThat(recorder.all(MigrationEvent.LockTakenOver.class)).hasSize(1);
            tap.thaw();
            thoughtOut.countDown();

            assertThat(cutOff.failure(LeaseLostException.class)).isNotNull();
        }
        requireApplied();
    }
}
