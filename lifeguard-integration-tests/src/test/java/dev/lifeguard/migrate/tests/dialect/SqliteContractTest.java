package dev.lifeguard.migrate.tests.dialect;

import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The contracts on SQLite. */
final class SqliteContractTest {

    @Nested
    final class GivenConnection extends GivenConnectionContract {
        GivenConnection() {
            super(ContractDatabase.sqlite());
        }
    }

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

    @Nested
    final class Race extends RaceContract {
        Race() {
            super(ContractDatabase.sqlite());
        }
    }

    @Nested
    final class Ddl extends DdlContract {
        Ddl() {
            super("sqlite", ContractDatabase.sqlite(), Set.of());
        }
    }
}
