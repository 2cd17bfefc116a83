package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contracts in YugabyteDB's dialect, on a PostgreSQL that says at the login that it is one. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class YugabyteDbDialectTest {

    private final PostgresServer server;

    YugabyteDbDialectTest(PostgresServer server) {
        this.server = server;
    }

    private ContractDatabase database() {
        return ContractDatabase.reporting(
                server, DatabaseProduct.YUGABYTEDB, "server_version", "15.2-YB-2025.1.0.0-b0");
    }

    @Nested
    final class Scripts extends DialectContract {
        Scripts() {
            super(database());
        }
    }

    @Nested
    final class Lock extends LockContract {
        Lock() {
            super(database());
        }
    }

    @Nested
    final class PartWay extends PartWayContract {
        PartWay() {
            super(database());
        }
    }

    @Nested
    final class Ddl extends DdlContract {
        Ddl() {
            super("yugabytedb", database(), Set.of());
        }
    }

    @Nested
    final class InDoubt extends NothingLookedUpContract {
        InDoubt() {
            super(database());
        }
    }
}
