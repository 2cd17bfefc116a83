package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.Set;

/** Typed changes on PostgreSQL; NULLS NOT DISTINCT is from version 15. */
@OnPostgres
final class PostgresDdlContractTest extends DdlContract {

    PostgresDdlContractTest(PostgresServer server) {
        super(
                "postgresql",
                ContractDatabase.postgresql(server),
                server.major() < 15 ? Set.of("nulls_not_distinct") : Set.of());
    }
}
