package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Processes that are killed or frozen on the databases beside PostgreSQL. */
final class KilledProcessTest {

    @Nested
    final class OnMariaDb extends FrozenContract {

        private static final String WAITING =
                """
                SELECT count(*) FROM information_schema.processlist
                WHERE db = database() AND state LIKE '%metadata lock'
                """;

        OnMariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Test
        void killedInAStatementThatCommitsByItself() throws SQLException, IOException {
            ContractDatabase database = project().database();
            try (ChildProcess child = start(9)) {
                awaitPause(child);
                try (Connection reader = database.dataSource().getConnection();
                        Statement statement = reader.createStatement()) {
                    reader.setAutoCommit(false);
                    statement.execute("SELECT * FROM one");
                    Files.createFile(goOn());
                    Await.until(
                            "it alters the table",
                            () -> database.query(WAITING).equals(List.of("1")));
                    child.kill();
                    reader.commit();
                }
            }
            goOnAfterwards();
            requireWhole();
        }
    }

    @Nested
    final class OnSqlite extends FrozenContract {
        OnSqlite() {
            super(ContractDatabase.sqlite());
        }
    }

    /**
     * Its file has one process at a time. What it commits it writes within half a second, in order:
     * a killed process may have lost its newest commits, the lock's row among them. It adds a
     * column by a copy that takes the table's place, and is at times killed between the two: then
     * the table is gone. What is altered here needs no copy.
     */
    @Nested
    final class OnH2 extends ProcessContract {
        OnH2() {
            super(ContractDatabase.h2File(), "id int, a int", "ALTER COLUMN a SET DEFAULT 7");
        }

        @Test
        void whileItLivesNobodyElseOpensTheDatabase() {
            try (ChildProcess child = start(3)) {
                awaitPause(child);
                LifeguardException refused = failureOf(project()::up);
                assertThat(refused.detail().kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
                assertThat(refused.getMessage()).contains("already in use");
            }
        }
    }
}
