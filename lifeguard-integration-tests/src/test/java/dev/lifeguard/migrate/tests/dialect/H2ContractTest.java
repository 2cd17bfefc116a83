package dev.lifeguard.migrate.tests.dialect;

import org.junit.jupiter.api.Nested;

/** Both contracts on H2. */
final class H2ContractTest {

    @Nested
    final class Scripts extends DialectContract {
        Scripts() {
            super(ContractDatabase.h2());
        }
    }

    @Nested
    final class Lock extends LockContract {
        Lock() {
            super(ContractDatabase.h2());
        }
    }
}
