package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract of runners beside each other on PostgreSQL. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class PostgresRaceContractTest extends RaceContract {

    private static final String OWN_TABLE =
            """
            CREATE TABLE lifeguard_migrations (
                version bigint PRIMARY KEY, name varchar(255) NOT NULL,
                checksum varchar(64) NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(),
                execution_time_ms bigint, success boolean NOT NULL DEFAULT true, down_script text,
                statements_done integer, statement_started integer, done_checksum varchar(64),
                direction varchar(4), applied_by text, holder text, lease_expires_at timestamptz,
                backend_pid integer, backend_start timestamptz, down_checksum varchar(64),
                applied_order bigint, label text)
            """;

    PostgresRaceContractTest(PostgresServer server) {
        super(ContractDatabase.postgresql(server));
    }

    @Test
    void whoMakesTheSchemaRightBeforeItSharesTheWork() {
        requireSchemaMadeRightBeforeItIsShared("life");
    }

    /** The second creator waits at the catalogue's own unique index, and fails on it. */
    @Test
    void aSchemaThatIsNotCommittedYetIsWaitedFor() {
        requireMadeSoonIsShared("CREATE SCHEMA IF NOT EXISTS", "CREATE SCHEMA life", "life");
    }

    @Test
    void aTableThatIsNotCommittedYetIsWaitedFor() {
        requireMadeSoonIsShared("CREATE TABLE IF NOT EXISTS", OWN_TABLE, null);
    }
}
