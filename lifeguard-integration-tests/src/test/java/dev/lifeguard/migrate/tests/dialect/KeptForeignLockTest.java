package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.tests.layout.NumberedPairs;
import dev.lifeguard.migrate.tests.server.Await;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A lock of MariaDB that has a name stays with its session, and a pool's session goes on to the
 * next.
 */
final class KeptForeignLockTest {

    private final ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running());
    @AutoClose private final ContractProject project = ContractProject.of(database);
    @AutoClose private final HikariDataSource pool = pool();
    private final String lock = database.url().replaceFirst(".*/", "").replaceFirst("[?].*", "");

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    /** What giving a lock back may end with. */
    @FunctionalInterface
    private interface Release {

        void run(ForeignDatabase session) throws SQLException;
    }

    /** A tool with a lock of the session. */
    private record Named(String lock, Release release) implements ForeignHistory {

        @Override
        public String id() {
            return "ledger";
        }

        @Override
        public String tool() {
            return "Ledger";
        }

        @Override
        public ForeignLock lock(ForeignDatabase session) throws SQLException {
            session.query("SELECT GET_LOCK(?, 0) AS got", lock);
            return new ForeignLock() {
                @Override
                public void release() throws SQLException {
                    release.run(session);
                }
            };
        }

        @Override
        public TakenOver read(ForeignDatabase session, KnownMigrations known)
                throws SQLException, IOException {
            return Ledger.LEDGER.read(session, known);
        }
    }

    @BeforeEach
    void applyOne() {
        project.write("1_t1.up.sql", "CREATE TABLE t1 (id int)");
        database.execute(
                "CREATE TABLE ledger (place int, version varchar(50), length bigint, at timestamp"
                        + " NULL, ok boolean)",
                "INSERT INTO ledger VALUES (1, '1', 24, '2024-01-01 10:00:00', true)");
    }

    private Migrator migrator() {
        return Migrator.builder(pool)
                .source(MigrationSource.directory(project.directory(), new NumberedPairs()))
                .build();
    }

    private boolean isFree() {
        return database.query("SELECT IS_FREE_LOCK('%s')".formatted(lock)).equals(List.of("1"));
    }

    private void importWith(Release release) {
        assertThat(migrator().importHistory(new Named(lock, release)).imported()).hasSize(1);
        Await.until("the lock is free", this::isFree);
        assertThat(migrator().lockHolder()).isEmpty();
        assertThat(migrator().status().applied()).hasSize(1);
    }

    @Test
    void oneThatIsGivenBackIsFree() {
        importWith(session -> session.query("SELECT RELEASE_LOCK(?) AS got", lock));
    }

    @Test
    void oneWhoseReleaseFailsEndsWithItsSession() {
        importWith(session -> session.query("SELECT RELEASE_LOCK(?) FROM nowhere", lock));
    }

    @Test
    void oneWhoseReleaseIsBrokenEndsWithItsSession() {
        importWith(
                session -> {
                    throw new IllegalStateException("a fault of the tool's reader");
                });
    }

    @Test
    void aFailedReleaseDoesNotHideWhyTheImportFailed() {
        migrator().lock().close();
        database.refuse(1);
        Named broken =
                new Named(
                        lock,
                        session -> {
                            throw new IllegalStateException("a fault of the tool's reader");
                        });

        assertThat(failureOf(() -> migrator().importHistory(broken)))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains("refuses what this program writes to it");
        assertThat(migrator().lockHolder()).isEmpty();
    }
}
