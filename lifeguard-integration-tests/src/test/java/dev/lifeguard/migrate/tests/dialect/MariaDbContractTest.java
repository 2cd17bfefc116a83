package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.dialect.CutDataSource.Moment.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.CutDataSource.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contracts on MariaDB. */
@Execution(ExecutionMode.CONCURRENT)
final class MariaDbContractTest {

    @Nested
    final class GivenConnection extends GivenConnectionContract {
        GivenConnection() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }
    }

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
    final class Race extends RaceContract {
        Race() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Test
        void whoMakesTheSchemaRightBeforeItSharesTheWork() throws SQLException {
            String schema = "race_" + UUID.randomUUID().toString().substring(0, 8);
            try {
                requireSchemaMadeRightBeforeItIsShared(schema);
            } finally {
                try (Connection connection =
                                MariaDbServer.running().dataSource("").getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("DROP DATABASE IF EXISTS " + schema);
                }
            }
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

        @ParameterizedTest
        @ValueSource(strings = {"BEFORE", "AFTER"})
        void severalActionsOfAnAlterTableAreAllDoneOrNone(Moment moment) {
            cutOff(
                    "ALTER TABLE one ADD COLUMN a int, ADD UNIQUE KEY one_id (id), DROP KEY old,"
                            + " ALGORITHM=COPY",
                    moment);
            nextRunIsWhole();
        }

        @Test
        void whatIsThereInPartIsInDoubt() {
            cutOff("ALTER TABLE one ADD COLUMN IF NOT EXISTS b int, ADD COLUMN a int", BEFORE);
            assertThat(nextRunsDoubt()).contains("was started and then cut off");
        }
    }
}
