package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that a script's statements give are many times the heap, and each of them is made. */
@OnPostgres(18)
final class DroppedRowsTest {

    private static final String FILE = "20240101000000_rows.sql";

    private final PostgresServer server;

    DroppedRowsTest(PostgresServer server) {
        this.server = server;
    }

    private ContractProject onPostgres() {
        return ContractProject.of(ContractDatabase.postgresql(server));
    }

    private static void requireApplied(ContractProject project) {
        try (ChildProcess up =
                ChildProcess.java(
                        Path.of("").toAbsolutePath(),
                        Map.of(),
                        "-Xmx48m",
                        UpRun.class.getName(),
                        project.database().url(),
                        project.directory().toString())) {
            assertThat(up.awaitExit()).as(up.errors()).isZero();
            assertThat(up.output()).isEqualTo("applied 1\n");
        }
    }

    @Test
    void aMillionCallsOfAFunctionAreMadeOnPostgres() {
        try (ContractProject project = onPostgres()) {
            project.write(
                    FILE,
                    """
                    CREATE SEQUENCE calls CACHE 1000;
                    CREATE FUNCTION f(g integer) RETURNS text LANGUAGE plpgsql
                        AS $$ BEGIN RETURN repeat('x', 100) || nextval('calls'); END $$;
                    SELECT f(g) FROM generate_series(1, 1000000) g;
                    CREATE TABLE seen AS SELECT currval('calls') AS calls;
                    """);

            requireApplied(project);

            assertThat(project.database().query("TABLE seen")).containsExactly("1000000");
        }
    }

    @Test
    void everyFormOfAQueryRunsToItsEndOnPostgres() {
        try (ContractProject project = onPostgres()) {
            project.write(
                    FILE,
                    """
                    CREATE TABLE t (a int, b text);
                    INSERT INTO t SELECT g, repeat('x', 800) FROM generate_series(1, 100000) g
                        RETURNING *;
                    PREPARE p AS SELECT * FROM t;
                    EXECUTE p;
                    (SELECT * FROM t) UNION ALL (SELECT * FROM t);
                    WITH gone AS (DELETE FROM t WHERE a > 70000 RETURNING *) SELECT * FROM gone;
                    TABLE t;
                    UPDATE t SET b = 'y' || b RETURNING *;
                    DECLARE c CURSOR FOR SELECT * FROM t;
                    FETCH ALL FROM c;
                    DEALLOCATE p;
                    """);

            requireApplied(project);

            assertThat(project.database().query("SELECT count(*), min(left(b, 1)) FROM t"))
                    .containsExactly("70000|y");
        }
    }

    @Test
    void rowsAreDroppedOnMariaDb() {
        try (ContractProject project =
                ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()))) {
            project.write(
                    FILE,
                    """
                    CREATE SEQUENCE calls CACHE 100000;
                    SELECT NEXT VALUE FOR calls, REPEAT('x', 800)
                        FROM (WITH RECURSIVE n(i) AS
                            (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999) SELECT i FROM n) a,
                            (WITH RECURSIVE n(i) AS
                            (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i FROM n) b;
                    """);

            requireApplied(project);

            assertThat(project.database().query("SELECT NEXT VALUE FOR calls"))
                    .containsExactly("99901");
        }
    }

    @Test
    void rowsAreDroppedOnH2() {
        try (ContractProject project = ContractProject.of(ContractDatabase.h2File())) {
            project.write(
                    FILE,
                    """
                    CREATE SEQUENCE calls CACHE 1000;
                    SELECT NEXT VALUE FOR calls, REPEAT('x', 800) || X FROM SYSTEM_RANGE(1, 100000);
                    """);

            requireApplied(project);

            assertThat(project.database().query("SELECT NEXT VALUE FOR calls"))
                    .containsExactly("100001");
        }
    }

    @Test
    void anErrorOfTheLastRowIsMetOnSqlite() {
        try (ContractProject project = ContractProject.of(ContractDatabase.sqlite())) {
            project.write(
                    FILE,
                    """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                    SELECT CASE WHEN i = 100000 THEN abs(-9223372036854775807 - 1)
                        ELSE hex(zeroblob(500)) END FROM n;
                    """);

            assertThat(failureOf(project::up).detail().message()).contains("integer overflow");
            assertThat(project.history()).isEmpty();
        }
    }
}
