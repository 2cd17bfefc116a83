package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A process on MariaDB that stands still with the lock's row changed and the COMMIT not sent, in a
 * renewal of its lease or when it takes a dead runner's row: whoever comes next gets the lock.
 */
@Execution(ExecutionMode.CONCURRENT)
final class FrozenRenewalTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    @AutoClose
    private final ContractProject project =
            ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    private final List<MigrationEvent> heard = new CopyOnWriteArrayList<>();

    FrozenRenewalTest() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
        project.write("20240102000000_two.sql", "INSERT INTO one VALUES (1);\n");
    }

    private MigratorBuilder behind(BadNetwork network, int port) throws SQLException {
        String url = project.database().url();
        return Migrator.builder(
                        new MariaDbDataSource(
                                url.replace(":" + port + "/", ":" + network.port() + "/")))
                .source(MigrationSource.directory(project.directory()))
                .lease(LEASE);
    }

    private int port() {
        return Integer.parseInt(project.database().url().replaceAll(".*:([0-9]+)/.*", "$1"));
    }

    /** Whether a session that does nothing has a row of this database locked. */
    private boolean isRowKept() {
        MariaDbServer.forgetTransactions(project.database());
        return !project.database()
                .query(
                        """
                        SELECT 1 FROM information_schema.innodb_trx
                        JOIN information_schema.processlist ON id = trx_mysql_thread_id
                        WHERE trx_rows_locked > 0 AND db = database() AND command = 'Sleep'
                        """)
                .isEmpty();
    }

    private void nextOneGetsTheLock() {
        MigrationReport report =
                project.migrator()
                        .lockTimeout(Duration.ofSeconds(20))
                        .listener(heard::add)
                        .build()
                        .up();

        assertThat(report.applied()).hasSize(1);
        assertThat(project.database().query("SELECT id FROM one")).containsExactly("1");
    }

    @Test
    void atTheCommitOfARenewal() throws SQLException {
        int port = port();
        try (BadNetwork network = BadNetwork.frozenAfter("SET lease_expires_at =", port)) {
            Background<Object> frozen =
                    Background.start(() -> behind(network, port).build().lock());
            Await.until("it is about to commit a renewal", network::isSilent);
            Await.until("it keeps the row", this::isRowKept);

            nextOneGetsTheLock();
            assertThat(heard).anyMatch(MigrationEvent.LockTakenOver.class::isInstance);
            assertThat(frozen.isDone()).isTrue();
        }
    }

    @Test
    void atTheCommitOfATakeOver() throws SQLException {
        int port = port();
        project.database()
                .execute(
                        """
                        INSERT INTO lifeguard_migrations
                            (version, name, checksum, applied_at, execution_time_ms, success,
                             lease_expires_at)
                        VALUES (-1, 'lock', 'dead', utc_timestamp(6), 0, true,
                                utc_timestamp(6) - INTERVAL 1 MINUTE)
                        """);
        try (BadNetwork network = BadNetwork.frozenAfter("FOR UPDATE NOWAIT", port)) {
            Background.start(() -> behind(network, port).build().up());
            Await.until("it is about to delete the row", network::isSilent);
            Await.until("it keeps the row", this::isRowKept);

            nextOneGetsTheLock();
        }
    }
}
