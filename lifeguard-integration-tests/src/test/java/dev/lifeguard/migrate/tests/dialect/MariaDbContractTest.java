package dev.lifeguard.migrate.tests.dialect;

import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The contracts on MariaDB. */
final class MariaDbContractTest {

    @Nested
    final class Scripts extends DialectContract {
        Scripts() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Lock extends LockContract {
        Lock() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class Ddl extends DdlContract {
        Ddl() {
            super("mariadb", ContractDatabase.mariaDb(MariaDbServer.running()), Set.of());
        }
    }

    @Nested
    final class PartWay extends PartWayContract {
        PartWay() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

    @Nested
    final class CutOff extends CutOffContract {
        CutOff() {
            super(
                    ContractDatabase.mariaDb(MariaDbServer.running()),
                    "DROP INDEX old ON one",
                    "`Big Two`");
        }
    }
}
