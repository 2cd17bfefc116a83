package dev.lifeguard.migrate.tests.dialect;

import org.junit.jupiter.api.Nested;

/** Both contracts on SQLite. */
final class SqliteContractTest {

    @Nested
    final class Scripts extends DialectContract {
        Scripts() {
            super(ContractDatabase.sqlite());
        }
    }

    @Nested
    final class Lock extends LockContract {
        Lock() {
            super(ContractDatabase.sqlite());
        }
    }
}
