package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What a script sets for its session reaches neither the history nor the next script, and the
 * session goes back to a pool of one as it was.
 */
@OnPostgres
final class SessionTest {

    private static final String PG_DUMP_HEADER =
            """
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SELECT pg_catalog.set_config('search_path', '', false);
            SET check_function_bodies = false;
            SET xmloption = content;
            SET client_min_messages = warning;
            SET row_security = off;
            SET default_tablespace = '';
            SET default_table_access_method = heap;
            """;

    @AutoClose private final Project project;

    SessionTest(PostgresServer server) {
        project = new Project(server);
    }

    private static List<String> sessionOf(Connection connection) throws SQLException {
        return TestDatabase.query(
                connection,
                """
                SELECT 'backend', pg_backend_pid()::text
                UNION ALL SELECT 'user', current_user || ' ' || session_user
                UNION ALL SELECT name, setting FROM pg_settings
                WHERE source = 'session' AND name NOT LIKE 'transaction\\_%'
                UNION ALL SELECT name, setting FROM pg_settings
                WHERE name IN ('search_path', 'TimeZone', 'role', 'lock_timeout',
                    'statement_timeout', 'idle_in_transaction_session_timeout',
                    'client_connection_check_interval')
                ORDER BY 1, 2
                """);
    }

    /** Applies one script, and then another one that records what it sees of the session. */
    private void requireUntouched(String script) throws SQLException {
        requireUntouched(script, "postgres");
    }

    private void requireUntouched(String script, String user) throws SQLException {
        project.write("20240101000000_sets.sql", script);
        project.write(
                "20240102000000_looks.sql",
                """
                CREATE TABLE seen AS SELECT current_user AS role, session_user AS login,
                    current_setting('search_path') AS path,
                    current_setting('statement_timeout') AS timeout,
                    current_setting('row_security') AS row_security,
                    current_setting('lifeguard_test.own', true) AS own;
                """);
        try (HikariDataSource pool = poolOfOne(user)) {
            List<String> before;
            try (Connection connection = pool.getConnection()) {
                before = sessionOf(connection);
            }

            assertThat(project.migrator(pool).build().up().applied()).hasSize(2);

            try (Connection connection = pool.getConnection()) {
                assertThat(sessionOf(connection)).isEqualTo(before);
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
        assertThat(project.database().query("SELECT * FROM public.seen"))
                .containsExactly("%s|%s|\"$user\", public|0|on|".formatted(user, user));
        assertThat(project.history())
                .containsExactly("20240101000000|sets|whole", "20240102000000|looks|whole");
    }

    private HikariDataSource poolOfOne(String user) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(
                user.equals("postgres")
                        ? project.database().dataSource()
                        : project.database().dataSource(user, "secret"));
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(500);
        return new HikariDataSource(config);
    }

    @Test
    void setRoleIsTakenBack() throws SQLException {
        String role = project.database().createRole("other", "secret");

        requireUntouched(
                """
                CREATE TABLE one (id int);
                ALTER TABLE one OWNER TO %1$s;
                SET ROLE %1$s;
                COMMENT ON TABLE one IS 'as the other role';
                """
                        .formatted(role));

        assertThat(project.database().value("SELECT obj_description('one'::regclass)"))
                .isEqualTo("as the other role");
    }

    @Test
    void setRoleOfAnOrdinaryUserIsTakenBack() throws SQLException {
        String owner = project.database().createRole("owner", "secret");
        String login = project.database().createRole("login", "secret");
        project.database()
                .execute(
                        "GRANT %s TO %s".formatted(owner, login),
                        "GRANT CREATE ON SCHEMA public TO %s, %s".formatted(owner, login));

        requireUntouched("SET ROLE %s;\nCREATE TABLE one (id int);\n".formatted(owner), login);

        assertThat(
                        project.database()
                                .query(
                                        """
                                        SELECT relname, pg_get_userbyid(relowner) FROM pg_class
                                        WHERE relname IN ('one', 'lifeguard_migrations')
                                        ORDER BY 1
                                        """))
                .containsExactly("lifeguard_migrations|" + login, "one|" + owner);
    }

    @Test
    void setSessionAuthorizationIsTakenBack() throws SQLException {
        String role = project.database().createRole("other", "secret");

        requireUntouched("SET SESSION AUTHORIZATION %s;\nSELECT 1;\n".formatted(role));
    }

    @Test
    void setSearchPathIsTakenBack() throws SQLException {
        requireUntouched(
                """
                CREATE SCHEMA elsewhere;
                SET search_path = elsewhere;
                CREATE TABLE one (id int);
                """);

        assertThat(project.database().has("elsewhere.one")).isTrue();
    }

    @Test
    void setConfigIsTakenBack() throws SQLException {
        requireUntouched(
                """
                SELECT set_config('search_path', 'pg_catalog', false),
                       set_config('statement_timeout', '600000', false),
                       set_config('TimeZone', 'Asia/Tokyo', false);
                """);
    }

    @Test
    void theHeaderOfPgDumpIsTakenBack() throws SQLException {
        requireUntouched(PG_DUMP_HEADER + "CREATE TABLE public.one (id int);\n");

        assertThat(project.database().has("public.one")).isTrue();
    }

    @Test
    void whatABlockSetsIsTakenBack() throws SQLException {
        requireUntouched(
                """
                DO $$ BEGIN
                    SET search_path = pg_catalog;
                    SET statement_timeout = 600000;
                END $$;
                """);
    }

    @Test
    void aSettingOfTheScriptsOwnIsTakenBack() throws SQLException {
        project.write("20240101000000_sets.sql", "SET lifeguard_test.own = 'mine';\n");

        requireUntouched("SET lifeguard_test.own = 'mine';\n");
    }

    @Test
    void whatAFailedScriptSetIsTakenBack() throws SQLException {
        project.write(
                "20240101000000_sets.sql",
                PG_DUMP_HEADER + "CREATE TABLE public.one (id int);\nSELECT nothing;\n");
        try (HikariDataSource pool = poolOfOne("postgres")) {
            List<String> before;
            try (Connection connection = pool.getConnection()) {
                before = sessionOf(connection);
            }

            failureOf(() -> project.migrator(pool).build().up());

            try (Connection connection = pool.getConnection()) {
                assertThat(sessionOf(connection)).isEqualTo(before);
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
    }

    @Test
    void whatAScriptWithoutATransactionSetsIsTakenBack() throws SQLException {
        requireUntouched(
                """
                -- lifeguard:no-transaction
                CREATE SCHEMA elsewhere;
                SET search_path = elsewhere;
                SET statement_timeout = 600000;
                CREATE TABLE one (id int);
                VACUUM one;
                """);

        assertThat(project.database().has("elsewhere.one")).isTrue();
    }

    @Test
    void setRoleReachesNeitherTheProgressNorTheLock() throws SQLException {
        String owner = project.database().createRole("owner", "secret");
        project.database().execute("GRANT CREATE ON SCHEMA public TO " + owner);

        requireUntouched(
                "SET ROLE %s;\nCREATE TABLE one (id int);\nVACUUM one;\n".formatted(owner));
    }

    @Test
    void setRoleReachesTheProgressOfAFailedStatementNeither() {
        String owner = project.database().createRole("owner", "secret");
        project.database().execute("GRANT CREATE ON SCHEMA public TO " + owner);
        project.write(
                "20240101000000_sets.sql",
                "SET ROLE %s;\nCREATE TABLE one (id int);\nVACUUM nowhere;\n".formatted(owner));
        try (HikariDataSource pool = poolOfOne("postgres")) {
            assertThat(failureOf(() -> project.migrator(pool).build().up()))
                    .hasMessageContaining("statements 1 to 2 of 3 are done and stay.")
                    .hasNoSuppressedExceptions()
                    .cause()
                    .hasNoSuppressedExceptions();
        }
        assertThat(
                        project.database()
                                .query(
                                        """
                                        SELECT statements_done, statement_started
                                        FROM lifeguard_migrations WHERE version <> -1
                                        """))
                .containsExactly("2|");
    }

    @Test
    void thePoolsOwnSettingsStay() throws SQLException {
        project.write("20240101000000_sets.sql", PG_DUMP_HEADER);
        HikariConfig config = new HikariConfig();
        config.setDataSource(project.database().dataSource());
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        config.setIsolateInternalQueries(true);
        config.setConnectionInitSql("SET application_name = 'mine'; SET work_mem = '7MB'");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            List<String> before;
            try (Connection connection = pool.getConnection()) {
                before = sessionOf(connection);
            }

            project.migrator(pool).build().up();

            try (Connection connection = pool.getConnection()) {
                assertThat(sessionOf(connection)).isEqualTo(before).contains("work_mem|7168");
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }
}
