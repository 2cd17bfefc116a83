package dev.lifeguard.migrate.tests.trust;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.facts.FactsReader;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tool's own statements mean pg_catalog's functions, operators, types and relations, whatever
 * others made under the same names in a schema that is looked into first.
 */
@OnPostgres
final class SearchPathTest {

    @AutoClose private final Project project;
    private final Traps traps;

    SearchPathTest(PostgresServer server) {
        project = new Project(server);
        traps = Traps.in(project.database());
    }

    private MigratorBuilder migrator() {
        return project.migrator(traps.dataSource());
    }

    private void write(int count) {
        for (int each = 1; each <= count; each++) {
            project.write(
                    "%s_m%s.sql".formatted(20240100000000L + each * 1_000_000L, each),
                    """
                    -- Up migration
                    CREATE TABLE t%1$s (id integer);
                    -- Down migration
                    DROP TABLE t%1$s;
                    """
                            .formatted(each));
        }
    }

    @AfterEach
    void nothingOfOthersWasUsed() {
        assertThat(traps.sprung()).isFalse();
    }

    @Test
    void theTrapsAreThere() throws SQLException {
        assertThat(traps.made("pg_proc", "pronamespace")).isGreaterThan(2000);
        assertThat(traps.made("pg_operator", "oprnamespace")).isGreaterThan(700);
        assertThat(traps.made("pg_class", "relnamespace")).isGreaterThan(100);
        assertThat(traps.made("pg_type", "typnamespace")).isGreaterThan(50);
        for (String query :
                List.of(
                        "SELECT 1 = 1",
                        "SELECT pg_catalog.current_schema() = 'traps'",
                        "SELECT to_regclass('x')",
                        "SELECT count(*)",
                        "SELECT sum(1)",
                        "SELECT 'x'::text",
                        "SELECT oid FROM pg_class",
                        "SELECT 1 IN (1, 2)",
                        "SELECT 'x'::pg_catalog.text LIKE 'y'",
                        "SELECT 1 BETWEEN 2 AND 3",
                        "SELECT 1 IS DISTINCT FROM 2",
                        "SELECT nullif(1, 2)",
                        "SELECT CASE 1 WHEN 2 THEN 3 END",
                        "SELECT FROM (VALUES (1)) a (i) JOIN (VALUES (1)) b (i) USING (i)")) {
            try (Connection connection = traps.dataSource().getConnection();
                    PreparedStatement statement = connection.prepareStatement(query)) {
                assertThatThrownBy(statement::execute)
                        .as(query)
                        .hasMessageStartingWith("ERROR: Not qualified: ");
            }
        }
        project.database().execute("ALTER SEQUENCE traps.sprung RESTART");
    }

    @Test
    void upDownAndLooking() {
        write(3);
        project.write(
                "20240120000000_outside.sql",
                """
                -- Up migration
                CREATE TABLE many (id integer);
                CREATE INDEX CONCURRENTLY many_ids ON many (id);
                -- Down migration
                DROP INDEX CONCURRENTLY many_ids;
                DROP TABLE many;
                """);
        Migrator migrator = migrator().build();

        assertThat(migrator.plan(Target.all()).steps()).hasSize(4);
        assertThat(names(migrator.up().applied())).containsExactly("m1", "m2", "m3", "outside");
        assertThat(migrator.status().applied()).hasSize(4);
        migrator.validate();
        assertThat(migrator.up().applied()).isEmpty();
        assertThat(names(migrator.down(Target.steps(2)).rolledBack()))
                .containsExactly("outside", "m3");
        project.delete("20240102000000_m2.sql");
        assertThat(names(migrator.down(Target.steps(1)).rolledBack())).containsExactly("m2");
    }

    @Test
    void aLongRunAndAGroup() {
        write(20);
        assertThat(migrator().build().up().applied()).hasSize(20);

        assertThat(migrator().build().down(Target.steps(20)).rolledBack()).hasSize(20);
        assertThat(migrator().grouping(Grouping.ALL).build().up().applied()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'2000-01-01'", "'2100-01-01'"})
    void theLockOfADeadRunner(String leaseEnd) {
        write(1);
        migrator().build().up();
        Migrator migrator = migrator().lockTimeout(Duration.ofSeconds(5)).build();
        lock("lease_expires_at, backend_pid, backend_start", leaseEnd + ", 1, '2000-01-01'");
        write(2);

        assertThat(migrator.lockHolder()).isPresent();
        assertThat(migrator.up().applied()).hasSize(1);
        lock("lease_expires_at, backend_pid, backend_start", leaseEnd + ", 1, '2000-01-01'");
        assertThat(migrator.up().applied()).isEmpty();
        assertThat(migrator.lockHolder()).isEmpty();
    }

    @Test
    void theLockOfSomebodyElse() {
        write(1);
        migrator().build().up();
        lock("holder", "'somebody'");
        write(2);

        assertThat(failureOf(migrator().lockTimeout(Duration.ofMillis(300)).build()::up).kind())
                .isEqualTo(ErrorKind.LOCK_TIMEOUT);
        assertThat(migrator().build().unlock()).isPresent();
        try (MigrationLockGuard guard = migrator().lease(Duration.ofSeconds(1)).build().lock()) {
            guard.requireHeld();
            String first = leaseEnd();
            Await.until("the heartbeat extends the lease", () -> !leaseEnd().equals(first));
        }
        assertThat(migrator().build().lockHolder()).isEmpty();
    }

    private String leaseEnd() {
        return project.database()
                .value(
                        "SELECT lease_expires_at FROM traps.lifeguard_migrations WHERE version ="
                                + " -1");
    }

    private void lock(String columns, String values) {
        project.database()
                .execute(
                        "INSERT INTO traps.lifeguard_migrations (version, name, checksum,"
                                + " applied_at, %s) VALUES (-1, 'lock', 'x', now(), %s)"
                                        .formatted(columns, values));
    }

    @Test
    void aTableOfAnotherWriter() {
        project.database()
                .execute(
                        """
                        CREATE TABLE traps.lifeguard_migrations (
                            version bigint PRIMARY KEY,
                            name varchar(255) NOT NULL,
                            checksum varchar(64) NOT NULL,
                            applied_at timestamp with time zone NOT NULL,
                            execution_time_ms bigint,
                            success boolean NOT NULL DEFAULT true
                        )
                        """,
                        "INSERT INTO traps.lifeguard_migrations"
                                + " VALUES (-1, 'lifeguard_lock', 'lock', now(), 0, true)");
        write(1);

        assertThat(migrator().build().status().pending()).hasSize(1);
        assertThat(migrator().build().unlock()).isPresent();
        assertThat(migrator().build().up().applied()).hasSize(1);
    }

    @Test
    void aSchemaThatIsConfigured() {
        write(2);
        Migrator migrator = migrator().schema("own").build();

        assertThat(migrator.up().applied()).hasSize(2);
        assertThat(migrator.up().applied()).isEmpty();
        assertThat(migrator.down().rolledBack()).hasSize(1);
    }

    @Test
    void correctingTheHistory() {
        write(2);
        assertThat(migrator().build().baseline(20240101000000L).applied()).hasSize(1);
        project.write("20240101000000_m1.sql", "CREATE TABLE t1 (id bigint);");

        migrator().build().repair(new Repair.AcceptChecksum(20240101000000L));

        assertThat(migrator().build().up().applied()).hasSize(1);
    }

    @Test
    void aMigrationThatStopsPartWay() {
        project.write(
                "20240101000000_part.sql",
                """
                CREATE TABLE t (id integer);
                CREATE UNIQUE INDEX CONCURRENTLY t_ids ON t (id);
                SET LOCAL lock_timeout = '1s';
                SELECT pg_catalog.int4div(1, 0);
                """);

        assertThat(failureOf(migrator().build()::up).kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failureOf(migrator().build()::up).kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        migrator().build().repair(new Repair.MarkDone(20240101000000L));
        assertThat(migrator().build().up().applied()).isEmpty();
    }

    @Test
    void anIndexThatCannotBeBuilt() {
        project.write(
                "20240101000000_part.sql",
                """
                CREATE TABLE t (id integer);
                INSERT INTO t VALUES (1), (1);
                CREATE UNIQUE INDEX CONCURRENTLY t_ids ON t (id);
                """);

        assertThat(failureOf(migrator().build()::up).kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        project.database().execute("TRUNCATE traps.t");
        assertThat(migrator().build().up().applied()).hasSize(1);
    }

    @Test
    void whatAJavaMigrationAsks() {
        project.write(
                "m20240101000000_asks.java",
                """
                import dev.lifeguard.migrate.schema.Migration;
                import dev.lifeguard.migrate.schema.SchemaManager;

                public final class m20240101000000_asks implements Migration {
                    @Override
                    public void up(SchemaManager schema) {
                        schema.execute("CREATE TABLE t (id integer PRIMARY KEY)");
                        if (!schema.hasTable("t")
                                || !schema.hasTable("traps.t")
                                || !schema.hasColumn("t", "id")
                                || !schema.hasIndex("t", "t_pkey")
                                || schema.hasTable("T")
                                || schema.hasTable("other.t")
                                || schema.hasColumn("t", "other")
                                || schema.hasIndex("t", "other")) {
                            throw new IllegalStateException();
                        }
                    }

                    @Override
                    public void down(SchemaManager schema) {
                        schema.execute("DROP TABLE t");
                    }
                }
                """);

        assertThat(migrator().build().up().applied()).hasSize(1);
        assertThat(migrator().build().down().rolledBack()).hasSize(1);
    }

    @Test
    void whatInfoAsks() {
        write(2);
        migrator().build().up();
        FactsReader facts =
                new FactsReader(traps.dataSource(), new TableName(null, TableName.DEFAULT_TABLE));

        assertThat(facts.database().stateTable()).isEqualTo("traps.lifeguard_migrations");
        assertThat(facts.database().schemas()).isNotEmpty();
        assertThat(facts.made()).hasSize(2);
        assertThat(facts.origins()).isEmpty();
        assertThat(facts.lexerRules()).isEqualTo(LexerRules.postgresql());
    }
}
