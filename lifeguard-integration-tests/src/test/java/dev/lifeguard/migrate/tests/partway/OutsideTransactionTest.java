package dev.lifeguard.migrate.tests.partway;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Statements that the server refuses in a transaction. */
@OnPostgres
final class OutsideTransactionTest {

    private static final String FILE = "20240101000000_slow.sql";

    @AutoClose private final Project project;
    private final TestDatabase database;

    OutsideTransactionTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private void requireApplied(String sql) {
        project.write(FILE, sql);
        assertThat(project.migrator().build().plan(Target.all()).steps())
                .singleElement()
                .extracting(step -> step.transactionMode())
                .isEqualTo(TransactionMode.PER_STATEMENT);
        assertThat(Project.names(project.up().applied())).containsExactly("slow");
        assertThat(PartWayRow.of(database)).isEqualTo(PartWayRow.WHOLE);
    }

    @Test
    void vacuumRuns() {
        requireApplied(
                """
                CREATE TABLE one (id int);
                VACUUM (ANALYZE) one;
                VACUUM;
                """);
    }

    @Test
    void indexesAreCreatedRebuiltAndDroppedConcurrently() {
        requireApplied(
                """
                CREATE TABLE one (id int, name text);
                CREATE INDEX CONCURRENTLY IF NOT EXISTS one_id ON one (id);
                CREATE UNIQUE INDEX CONCURRENTLY "One Name" ON public.one (lower(name));
                REINDEX INDEX CONCURRENTLY one_id;
                REINDEX TABLE CONCURRENTLY one;
                DROP INDEX CONCURRENTLY one_id;
                """);
        assertThat(database.has("one_id")).isFalse();
        assertThat(database.has("\"One Name\"")).isTrue();
    }

    @Test
    void databasesAreCreatedAndDropped() {
        requireApplied(
                """
                CREATE DATABASE %1$s_second;
                DROP DATABASE %1$s_second;
                """
                        .formatted(database.name()));
    }

    @Test
    void alterSystemRuns() {
        requireApplied(
                """
                ALTER SYSTEM SET log_parser_stats = off;
                ALTER SYSTEM RESET log_parser_stats;
                """);
    }

    @Test
    void partitionsAreDetachedConcurrently() {
        requireApplied(
                """
                CREATE TABLE parts (id int) PARTITION BY RANGE (id);
                CREATE TABLE part_one PARTITION OF parts FOR VALUES FROM (1) TO (10);
                ALTER TABLE parts DETACH PARTITION part_one CONCURRENTLY;
                """);
        assertThat(database.value("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
    }

    @Test
    void aProcedureThatCommitsRunsWithTheDirective() {
        requireApplied(
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$
                BEGIN
                    FOR i IN 1..3 LOOP
                        INSERT INTO one VALUES (i);
                        COMMIT;
                    END LOOP;
                END $$;
                CALL fill();
                DO $$ BEGIN INSERT INTO one VALUES (4); COMMIT; END $$;
                """);
        assertThat(database.value("SELECT count(*), count(DISTINCT xmin::text) FROM one"))
                .isEqualTo("4|4");
    }

    @Test
    void aProcedureThatCommitsFailsWithoutTheDirective() {
        project.write(FILE, "DO $$ BEGIN COMMIT; END $$;\n");

        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-201 Migration 20240101000000 slow failed at \
                        20240101000000_slow.sql:1:1: invalid transaction termination (SQLState \
                        2D000). Nothing was changed: the transaction was rolled back. Put the line \
                        "-- lifeguard:no-transaction" above its first statement and run up again.
                          1 | DO $$ BEGIN COMMIT; END $$
                            | ^
                          Context: PL/pgSQL function inline_code_block line 1 at COMMIT\
                        """);
    }

    @Test
    void aNewValueOfAnEnumRunsInATransaction() {
        project.write(
                FILE,
                """
                CREATE TYPE colour AS ENUM ('red');
                ALTER TYPE colour ADD VALUE 'blue';
                """);

        assertThat(project.migrator().build().plan(Target.all()).steps())
                .singleElement()
                .extracting(step -> step.transactionMode())
                .isEqualTo(TransactionMode.WHOLE);
        project.up();

        assertThat(database.value("SELECT enum_range(NULL::colour)")).isEqualTo("{red,blue}");
    }

    @Test
    void aNewValueOfAnEnumCannotBeUsedByTheMigrationThatAddsIt() {
        database.execute("CREATE TYPE colour AS ENUM ('red')");
        project.write(
                FILE,
                """
                ALTER TYPE colour ADD VALUE 'blue';
                CREATE TABLE paints AS SELECT 'blue'::colour AS colour;
                """);

        assertThat(failureOf(project::up).detail().sqlState()).isEqualTo("55P04");
        assertThat(database.value("SELECT enum_range(NULL::colour)")).isEqualTo("{red}");
        project.write(FILE, "ALTER TYPE colour ADD VALUE 'blue';\n");
        project.write(
                "20240102000000_paints.sql",
                "CREATE TABLE paints AS SELECT 'blue'::colour AS colour;\n");
        project.up();

        assertThat(database.value("SELECT colour FROM paints")).isEqualTo("blue");
    }
}
