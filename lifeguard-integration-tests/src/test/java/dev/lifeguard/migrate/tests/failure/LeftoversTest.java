package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
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

    /** What a session keeps. */
    private static final String TRACES =
            """
            SELECT 'backend', pg_backend_pid()::text
            UNION ALL SELECT 'user', session_user || ' ' || current_user
            UNION ALL SELECT 'own', coalesce(current_setting('lifeguard_test.own', true), '')
            UNION ALL SELECT 'setting', name || '=' || setting FROM pg_settings
            WHERE source = 'session' AND name NOT LIKE 'transaction\\_%'
            UNION ALL SELECT 'relation', relname FROM pg_class
            WHERE relnamespace = pg_my_temp_schema()
            UNION ALL SELECT 'function', proname FROM pg_proc
            WHERE pronamespace = pg_my_temp_schema()
            UNION ALL SELECT 'type', typname FROM pg_type
            WHERE typnamespace = pg_my_temp_schema()
            UNION ALL SELECT 'prepared', name FROM pg_prepared_statements WHERE from_sql
            UNION ALL SELECT 'cursor', name FROM pg_cursors WHERE is_holdable
            UNION ALL SELECT 'channel', c FROM pg_listening_channels() c
            UNION ALL SELECT 'lock', objid::text FROM pg_locks
            WHERE locktype = 'advisory' AND pid = pg_backend_pid()
            ORDER BY 1, 2
            """;

    private static final String SEEN =
            """
            CREATE TABLE public.seen AS SELECT * FROM (
            %s) AS t(kind, name)
            WHERE name !~ '^(application_name|search_path|TimeZone|client_conn|idle_|lifeguard )'
            AND kind <> 'backend'
            """
                    .formatted(TRACES);

    private static final String FUNCTION =
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

    private HikariDataSource poolOfOne() {
        return poolOfOne("SELECT 1");
    }

    private HikariDataSource poolOfOne(String first) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(project.database().dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(500);
        config.setConnectionInitSql(first);
        return new HikariDataSource(config);
    }

    private static List<String> traces(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return TestDatabase.query(connection, TRACES);
        }
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
        try (HikariDataSource pool = poolOfOne()) {
            List<String> before = traces(pool);
            write(1, FUNCTION);
            write(4, script);
            write(5, SEEN);

            how.apply(project.migrator(pool)).build().up();

            assertThat(traces(pool)).isEqualTo(before);
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
        try (HikariDataSource pool = poolOfOne()) {
            List<String> before = traces(pool);
            project.migrator(pool).build().up();
            project.migrator(pool).build().down(Target.steps(1));

            assertThat(traces(pool)).isEqualTo(before);
        }
    }

    @Test
    void ofAScriptThatFails() throws SQLException {
        write(1, FUNCTION);
        write(2, "SELECT leaving();\nPREPARE p AS SELECT 1;\nSELECT nothing;");
        try (HikariDataSource pool = poolOfOne()) {
            List<String> before = traces(pool);
            failureOf(() -> project.migrator(pool).build().up());

            assertThat(traces(pool)).isEqualTo(before);
        }
    }

    @Test
    void ofAScriptWhoseCommitFails() throws SQLException {
        write(
                1,
                FUNCTION
                        + """
                        CREATE TABLE p (a int PRIMARY KEY);
                        CREATE TABLE c (a int REFERENCES p DEFERRABLE INITIALLY DEFERRED);
                        """);
        write(2, "SELECT leaving();\nPREPARE p AS SELECT 1;\nINSERT INTO c VALUES (1);\n");
        try (HikariDataSource pool = poolOfOne()) {
            List<String> before = traces(pool);
            failureOf(() -> project.migrator(pool).build().up());

            assertThat(traces(pool)).isEqualTo(before);
        }
    }

    @Test
    void ofAScriptThatFailsWithoutATransaction() throws SQLException {
        write(1, FUNCTION);
        write(2, "-- lifeguard:no-transaction\nSELECT leaving();\nVACUUM nothing;");
        try (HikariDataSource pool = poolOfOne()) {
            List<String> before = traces(pool);
            failureOf(() -> project.migrator(pool).build().up());

            assertThat(traces(pool)).isEqualTo(before);
        }
    }

    @Test
    void whatTheApplicationHasInItsConnectionStays() throws SQLException {
        try (HikariDataSource pool =
                poolOfOne(
                        """
                        CREATE TEMP TABLE of_application(a serial);
                        PREPARE of_application AS SELECT 1;
                        LISTEN of_application;
                        SET work_mem = '6MB';
                        DO $$ BEGIN PERFORM pg_advisory_lock(6, 7); END $$
                        """)) {
            List<String> before = traces(pool);
            write(1, FUNCTION);
            write(
                    2,
                    """
                    SELECT leaving();
                    CREATE TEMP TABLE other(a serial);
                    PREPARE p AS SELECT 1;
                    LISTEN a;
                    SELECT pg_advisory_lock(1), pg_advisory_lock(1), pg_advisory_lock(-3, 4);
                    """);

            project.migrator(pool).build().up();

            assertThat(traces(pool)).isEqualTo(before).contains("relation|of_application");
        }
    }

    @Test
    void aConnectionThatHasLostWhatWasItsIsNotGivenBack() throws SQLException {
        try (HikariDataSource pool = poolOfOne("CREATE TEMP TABLE of_application(a serial)")) {
            String before = traces(pool).getFirst();
            write(1, "DISCARD TEMP;");

            project.migrator(pool).build().up();

            List<String> after;
            try {
                after = traces(pool);
            } catch (SQLException closed) {
                // A pool may notice only when the connection is used.
                after = traces(pool);
            }
            assertThat(after).contains("relation|of_application").doesNotContain(before);
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

    /** A trigger that is deferred to the COMMIT may need what the script has set. */
    @Test
    void whatIsSetIsThereAtTheCommit() {
        write(
                1,
                """
                CREATE TABLE one (a int);
                CREATE TABLE noted (a text, b text);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO noted VALUES (current_setting('lifeguard_test.own', true),
                                              current_setting('lifeguard_test.local', true));
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER note AFTER INSERT ON one
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
                """);
        write(
                2,
                """
                SET lifeguard_test.own = 'mine';
                SELECT set_config('lifeguard_test.local', 'too', true);
                INSERT INTO one SELECT 1;
                """);

        project.up();

        assertThat(project.database().query("SELECT * FROM noted")).containsExactly("mine|too");
    }

    /** The server is told to look whether its client lives; a script may set that, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESET ALL",
                "SET client_connection_check_interval = 0; SET work_mem = '7MB'",
                "SELECT set_config('client_connection_check_interval', '0', false)",
                "DO $$ BEGIN SET client_connection_check_interval = 0; END $$",
                "SET LOCAL client_connection_check_interval = 0"
            })
    void theLimitsOfATransactionHoldAtItsCommit(String script) {
        write(
                1,
                """
                CREATE TABLE one (a int);
                CREATE TABLE noted (a text, b text);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO noted
                    VALUES (current_setting('client_connection_check_interval'),
                            current_setting('idle_in_transaction_session_timeout'));
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER note AFTER INSERT ON one
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
                """);
        write(2, "INSERT INTO one VALUES (1);");
        write(3, "INSERT INTO one VALUES (1);\n" + script + ";");

        project.up();

        assertThat(project.database().query("SELECT DISTINCT * FROM noted")).hasSize(1);
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
