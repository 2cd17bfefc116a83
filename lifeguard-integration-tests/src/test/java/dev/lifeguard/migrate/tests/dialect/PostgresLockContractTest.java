package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;

/** The contract of the lock on PostgreSQL. */
@OnPostgres
final class PostgresLockContractTest extends LockContract {

    PostgresLockContractTest(PostgresServer server) {
        super(ContractDatabase.postgresql(server));
    }
}
