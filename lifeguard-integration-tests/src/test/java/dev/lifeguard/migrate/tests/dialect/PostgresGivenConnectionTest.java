package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;

@OnPostgres
final class PostgresGivenConnectionTest extends GivenConnectionContract {

    PostgresGivenConnectionTest(PostgresServer server) {
        super(ContractDatabase.postgresql(server));
    }
}
