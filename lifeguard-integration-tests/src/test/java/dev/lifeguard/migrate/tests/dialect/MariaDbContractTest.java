package dev.lifeguard.migrate.tests.dialect;

import org.junit.jupiter.api.Nested;

/** Both contracts on MariaDB. */
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
}
