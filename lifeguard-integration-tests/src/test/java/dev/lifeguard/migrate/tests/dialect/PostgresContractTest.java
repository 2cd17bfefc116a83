package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;

/** The contract of scripts on PostgreSQL. */
@OnPostgres
final class PostgresContractTest extends DialectContract {

    PostgresContractTest(PostgresServer server) {
        super(ContractDatabase.postgresql(server));
    }
}
