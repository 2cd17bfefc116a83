package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.TracedSql;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts of servers that findings rest on. */
@OnPostgres(18)
final class ServerFactsTest {

    private final PostgresServer server;

    ServerFactsTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void aNewEnumValueIsRefusedInWhateverUsesIt() {
        for (String use :
                List.of(
                        "CREATE VIEW v AS SELECT * FROM t WHERE k = 'new'",
                        "CREATE TABLE c AS SELECT * FROM t WHERE k = 'new'",
                        "CREATE POLICY p ON t USING (k = 'new')",
                        "CREATE RULE r AS ON INSERT TO t DO ALSO UPDATE t SET k = 'new'",
                        "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.k = 'new')"
                                + " EXECUTE FUNCTION f()")) {
            try (TestDatabase database = server.createDatabase()) {
                database.execute(
                        "CREATE TYPE kind AS ENUM ('old')",
                        "CREATE TABLE t (k kind)",
                        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN"
                                + " NEW; END'");

                assertThatThrownBy(
                                () ->
                                        database.execute(
                                                "BEGIN; ALTER TYPE kind ADD VALUE 'new'; "
                                                        + use
                                                        + "; COMMIT"))
                        .as(use)
                        .hasStackTraceContaining("unsafe use of new value");
            }
        }
    }

    @Test
    void aForeignKeyOfAPartitionedTableTakesOverThoseOfItsPartitions() throws SQLException {
        assertThat(
                        locks(
                                "ALTER TABLE e ADD FOREIGN KEY (u) REFERENCES users (id)",
                                "CREATE TABLE users (id bigint PRIMARY KEY)",
                                "CREATE TABLE e (u bigint) PARTITION BY RANGE (u)",
                                "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (9)",
                                "ALTER TABLE e1 ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users"
                                        + " (id) NOT VALID",
                                "ALTER TABLE e1 VALIDATE CONSTRAINT f"))
                .noneMatch(it -> it.endsWith("scan"));
    }

    @Test
    void whatIsComputedOrEnforcedAnewGoesThroughAllRows() throws SQLException {
        assertThat(
                        locks(
                                "ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a * 2)",
                                "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED)"))
                .contains("public.t AccessExclusiveLock rewrite");
        assertThat(
                        locks(
                                "ALTER TABLE o ALTER CONSTRAINT f ENFORCED",
                                "CREATE TABLE users (id bigint PRIMARY KEY)",
                                "CREATE TABLE o (u bigint CONSTRAINT f REFERENCES users NOT"
                                        + " ENFORCED)"))
                .contains("public.o AccessExclusiveLock scan");
    }

    private List<String> locks(String sql, String... setup) throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(setup);
            try (LockTrace trace = LockTrace.on(database.dataSource())) {
                trace.begin();
                return trace
                        .run(new TracedSql(sql, "ALTER TABLE", TracedSql.Place.IN_TRANSACTION))
                        .locks()
                        .stream()
                        .map(ServerFactsTest::line)
                        .toList();
            }
        }
    }

    private static String line(RelationLock lock) {
        return "%s %s %s".formatted(lock.relation(), lock.mode().serverName(), lock.work().word());
    }
}
