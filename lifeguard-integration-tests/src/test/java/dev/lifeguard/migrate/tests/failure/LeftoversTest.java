package dev.lifeguard.migrate.tests.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a script leaves in its session reaches neither the next migration nor the pool, whatever it
 * is and however it came there.
 */
@OnPostgres
final class LeftoversTest {

    private static final String SEEN =
            """
            CREATE TABLE public.seen AS SELECT * FROM (
            %s) AS t(kind, name)
            WHERE name !~ '^(application_name|search_path|TimeZone|client_conn|idle_|lock_timeout=300000|lifeguard )'
            AND kind <> 'backend'
            """
                    .formatted(PoolOfOne.TRACES);

    /** What it makes leaves something of each kind in the session that calls it. */
    static final String FUNCTION =
            """
            CREATE FUNCTION leaving() RETURNS int LANGUAGE plpgsql AS $f$
            BEGIN
                SET lock_timeout = '7s';
                PERFORM set_config('lifeguard_test.own', 'mine', false);
                CREATE TEMP TABLE item(a int);
                PERFORM pg_advisory_lock(42);
                RETURN 1;
            END $f$;
            CREATE TABLE one (a int);
            """;

    @AutoClose private final Project project;

    LeftoversTest(PostgresServer server) {
        project = new Project(server);
    }

    private void write(int number, String script) {
        project.write("2024010100000%s_m%s.sql".formatted(number, number), script);
    }

    /** Applies a script among others, and looks at what the next one and the pool see. */
    private void requireNothingLeft(String script) throws SQLException {
        requireNothingLeft(script, it -> it);
    }

    private void requireNothingLeft(String script, UnaryOperator<MigratorBuilder> how)
            throws SQLException {
        try (PoolOfOne pool = PoolOfOne.of(project)) {
            List<String> before = pool.traces();
            write(1, FUNCTION);
            write(4, script);
            write(5, SEEN);

            how.apply(project.migrator(pool.dataSource())).build().up();

            assertThat(pool.traces()).isEqualTo(before);
        }
        assertThat(project.database().query("SELECT kind, name FROM public.seen ORDER BY 1"))
                .containsExactly("own|", "user|postgres postgres");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT leaving()",
                "WITH x AS (SELECT leaving()) SELECT * FROM x",
                "INSERT INTO one VALUES (leaving())",
                "INSERT INTO one SELECT leaving()",
                "UPDATE one SET a = leaving(); INSERT INTO one VALUES (1);"
                        + " UPDATE one SET a = leaving()",
                "CREATE TABLE two AS SELECT leaving()",
                "ALTER TABLE one ADD COLUMN b int DEFAULT leaving(); INSERT INTO one VALUES (1)",
                "DO $$ BEGIN PERFORM leaving(); END $$",
                "VALUES (leaving())",
                "CREATE TEMP TABLE item(a serial PRIMARY KEY, b int GENERATED ALWAYS AS IDENTITY)",
                "CREATE TEMP SEQUENCE item; CREATE TEMP VIEW other AS SELECT 1",
                "CREATE TABLE pg_temp.item(a int)",
                "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TYPE pg_temp.t AS ENUM ('a'); CREATE TYPE pg_temp.c AS (a int);"
                        + " CREATE DOMAIN pg_temp.d AS int",
                "PREPARE p AS SELECT 1; PREPARE \"Q q\" AS SELECT 2",
                "LISTEN a; LISTEN \"B b\"",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
                "SELECT pg_advisory_lock(1), pg_advisory_lock(1), pg_advisory_lock(-1),"
                        + " pg_advisory_lock_shared(2), pg_advisory_lock(-3, 4)",
                "SET ROLE pg_read_all_data",
                "SELECT set_config('role', 'pg_read_all_data', false), leaving()",
                "SET lifeguard_test.own = 'mine'; SET work_mem = '7MB'",
                "SELECT set_config('lifeguard_test.own', 'mine', false)",
                "SET statement_timeout = 600000; SELECT leaving()",
                "DISCARD TEMP; SELECT leaving()"
            })
    void ofAScript(String script) throws SQLException {
        requireNothingLeft(script);
    }

    /** Short ones go to the server together. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO one VALUES (leaving())",
                "CREATE TEMP TABLE item(a int)",
                "SET work_mem = '7MB'",
                "SET lifeguard_test.own = 'mine'; SET ROLE pg_read_all_data"
            })
    void ofAScriptAmongMany(String script) throws SQLException {
        for (int number = 10; number < 40; number++) {
            project.write(
                    "202301010000%s_m%s.sql".formatted(number, number),
                    "CREATE TABLE m%s (a int);\n".formatted(number));
        }
        requireNothingLeft(script);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT leaving()",
                "BEGIN; SELECT leaving(); COMMIT",
                "CREATE TEMP TABLE item(a int)",
                "LISTEN a; PREPARE p AS SELECT 1; SELECT pg_advisory_lock(1)",
                "DO $$ BEGIN PERFORM leaving(); END $$"
            })
    void ofAScriptWithoutATransaction(String script) throws SQLException {
        requireNothingLeft("-- lifeguard:no-transaction\n" + script + ";\nVACUUM one;\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT leaving()", "SET LOCAL work_mem = '7MB'; LISTEN a", "LISTEN a"})
    void ofAScriptInOneTransactionWithTheNext(String script) throws SQLException {
        requireNothingLeft(script, it -> it.grouping(Grouping.ALL));
    }

    @Test
    void ofAMigrationInJava() throws SQLException {
        MigrationSource java = MigrationSource.of(new Leaving());
        requireNothingLeft("SELECT 1", it -> it.source(java));
    }

    @Test
    void ofAWayBack() throws SQLException {
        write(1, FUNCTION);
        write(2, "-- Up migration\nCREATE TABLE t (a int);\n-- Down migration\nSELECT leaving();");
        try (PoolOfOne pool = PoolOfOne.of(project)) {
            List<String> before = pool.traces();
            project.migrator(pool.dataSource()).build().up();
            project.migrator(pool.dataSource()).build().down(Target.steps(1));

            assertThat(pool.traces()).isEqualTo(before);
        }
    }

    @Test
    void aTemporaryTableShadowsNone() {
        write(1, "create table item(a int);");
        write(2, "create temporary table item(a int);");
        write(3, "insert into item values (77);");

        project.up();

        assertThat(project.database().query("SELECT a FROM item")).containsExactly("77");
    }

    /** Leaves a temporary table by its own connection. */
    static final class Leaving implements Migration {

        @Override
        public long version() {
            return 20240101000003L;
        }

        @Override
        public String name() {
            return "leaving";
        }

        @Override
        public void down(SchemaManager schema) {}

        @Override
        public void up(SchemaManager schema) throws SQLException {
            schema.query("SELECT leaving()", row -> row.getInt(1));
            try (Statement statement = schema.connection().createStatement()) {
                statement.execute("CREATE TEMP TABLE other(a int)");
            }
        }
    }
}
