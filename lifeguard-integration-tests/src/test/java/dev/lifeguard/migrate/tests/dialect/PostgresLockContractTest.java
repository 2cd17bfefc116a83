package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract of the lock on PostgreSQL. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class PostgresLockContractTest extends LockContract {

    PostgresLockContractTest(PostgresServer server) {
        super(ContractDatabase.postgresql(server));
    }
}
