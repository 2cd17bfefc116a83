package dev.lifeguard.migrate.tests.dialect;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contracts on H2. */
@Execution(ExecutionMode.CONCURRENT)
final class H2ContractTest {

    @Nested
    final class GivenConnection extends GivenConnectionContract {
        GivenConnection() {
            super(ContractDatabase.h2());
        }
    }

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

    @Nested
    final class Race extends RaceContract {
        Race() {
            super(ContractDatabase.h2());
        }

        @Test
        void whoMakesTheSchemaRightBeforeItSharesTheWork() {
            requireSchemaMadeRightBeforeItIsShared("life");
        }
    }

    @Nested
    final class Ddl extends DdlContract {
        Ddl() {
            super("h2", ContractDatabase.h2(), Set.of());
        }
    }

    @Nested
    final class PartWay extends PartWayContract {
        PartWay() {
            super(ContractDatabase.h2());
        }
    }

    @Nested
    final class CutOff extends CutOffContract {
        CutOff() {
            super(ContractDatabase.h2(), "DROP INDEX old", "\"Big Two\"");
        }
    }

    /** As programs set it that also run on PostgreSQL. */
    @Nested
    final class CutOffInLowerCase extends CutOffContract {
        CutOffInLowerCase() {
            super(
                    ContractDatabase.h2(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"),
                    "DROP INDEX old",
                    "\"Big Two\"");
        }
    }
}
