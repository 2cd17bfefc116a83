package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LockSettings;
import dev.lifeguard.migrate.state.MigrationLock;
import dev.lifeguard.migrate.state.RunnerIdentity;
import dev.lifeguard.migrate.state.StateTable;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** What is asked of the second connection while the work goes on. */
@OnPostgres
final class BesideWorkTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofMinutes(1);

    @AutoClose private final TestDatabase database;
    private Session session;
    private HeldLock lock;

    BesideWorkTest(PostgresServer server) {
        database = server.createDatabase();
    }

    @BeforeEach
    void takeTheLock() throws SQLException {
        session = Session.open(database.dataSource());
        StateTable table =
                new StateTable(Dialect.postgresql(), new TableName("public", "history"))
                        .prepare(session, StateTable.Shape.ABSENT);
        LockSettings settings = new LockSettings(LEASE, LONG, RunnerIdentity.current("test"));
        lock =
                new MigrationLock(
                                database.dataSource(),
                                table.sql(),
                                settings,
                                new StopSignal(),
                                event -> {})
                        .acquire(session);
    }

    @AfterEach
    void releaseIt() {
        lock.close();
        session.close();
    }

    private Optional<Integer> ask(Duration longest, String query) {
        return lock.askBeside(
                longest,
                second -> second.query(BoundSql.of(query), row -> row.getInt(1)).getFirst());
    }

    @Test
    void aLookIsAnsweredOnAConnectionOfItsOwn() throws SQLException {
        int own =
                session.query(BoundSql.of("SELECT pg_backend_pid()"), row -> row.getInt(1))
                        .getFirst();

        assertThat(ask(LONG, "SELECT pg_backend_pid()")).isPresent().isNotEqualTo(Optional.of(own));
    }

    @Test
    void aLookThatTakesTooLongIsEndedAndTheNextOneIsAnswered() {
        assertThat(ask(Duration.ofSeconds(1), "SELECT 1 FROM pg_sleep(60)")).isEmpty();

        assertThat(ask(LONG, "SELECT 2")).hasValue(2);
    }

    @Test
    void aLookThatFailsHasNoAnswerAndTheNextOneHas() {
        assertThat(ask(LONG, "SELECT 1 / 0")).isEmpty();

        assertThat(ask(LONG, "SELECT 2")).hasValue(2);
    }

    @Test
    void noLookEndsWhatKeepsTheRowInPlace() throws SQLException {
        lock.outside()
                .whileInPlace(
                        lock::renew,
                        () -> {
                            assertThat(ask(LONG, "SELECT 1 / 0")).isEmpty();
                            assertThat(ask(LONG, "SELECT 2")).hasValue(2);
                            assertThat(ask(Duration.ofSeconds(1), "SELECT 1 FROM pg_sleep(60)"))
                                    .isEmpty();
                            assertThat(ask(LONG, "SELECT 3")).hasValue(3);

                            assertThatExceptionOfType(PSQLException.class)
                                    .isThrownBy(this::takeTheRow)
                                    .satisfies(
                                            busy ->
                                                    assertThat(busy.getSQLState())
                                                            .isEqualTo("55P03"));
                        });

        takeTheRow();
    }

    private void takeTheRow() throws SQLException {
        try (Session other = Session.open(database.dataSource())) {
            other.query(
                    BoundSql.of(
                            "SELECT 1 FROM public.history WHERE version = -1 FOR UPDATE NOWAIT"),
                    row -> row.getInt(1));
        }
    }

    @Test
    void nobodyIsAskedWhileTheConnectionIsAwayOrTheLockGone() throws SQLException {
        assertThat(ask(LONG, "SELECT 1")).hasValue(1);
        lock.outside().whileAlone(lock::renew, () -> assertThat(ask(LONG, "SELECT 2")).isEmpty());
        assertThat(ask(LONG, "SELECT 3")).hasValue(3);

        lock.close();

        assertThat(ask(LONG, "SELECT 4")).isEmpty();
    }
}
