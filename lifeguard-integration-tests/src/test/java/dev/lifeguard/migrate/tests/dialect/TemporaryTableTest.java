package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What a script leaves in its session reaches neither the next migration nor a pool of one, on the
 * databases beside PostgreSQL.
 */
final class TemporaryTableTest {

    /** What all of them keep to. */
    abstract static class Contract {

        @AutoClose private final ContractProject project;
        private final HikariDataSource pool;

        private final String temporary;

        /**
         * On a database.
         *
         * @param temporary what makes a table the session's own there
         */
        Contract(ContractDatabase database, String temporary) {
            this.temporary = temporary;
            project = ContractProject.of(database);
            HikariConfig config = new HikariConfig();
            config.setDataSource(database.dataSource());
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(500);
            pool = new HikariDataSource(config);
        }

        @AfterEach
        void closePool() {
            pool.close();
        }

        final List<String> query(String sql) throws SQLException {
            try (Connection connection = pool.getConnection()) {
                return TestDatabase.query(connection, sql);
            }
        }

        final void execute(String sql) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        final void up(String... scripts) {
            int number = 1;
            for (String script : scripts) {
                project.write("2024010100000%s_m%s.sql".formatted(number, number), script);
                number++;
            }
            Migrator.builder(pool)
                    .source(MigrationSource.directory(project.directory()))
                    .build()
                    .up();
        }

        @Test
        void aTemporaryTableShadowsNone() throws SQLException {
            up(
                    "CREATE TABLE item (a int);",
                    "CREATE %s TABLE item2 (a int); INSERT INTO item2 VALUES (1);"
                            .formatted(temporary),
                    "CREATE TABLE item2 (a int); INSERT INTO item2 VALUES (77);");

            assertThat(query("SELECT a FROM item2")).containsExactly("77");
        }
    }

    /** Those on which a temporary table may have the name of another one. */
    abstract static class ShadowContract extends Contract {

        ShadowContract(ContractDatabase database) {
            super(database, "TEMPORARY");
        }

        @Test
        void aTemporaryTableTakesNoRowsOfTheNextMigration() throws SQLException {
            up(
                    "create table item(a int);",
                    "create temporary table item(a int);",
                    "insert into item values (77);");

            assertThat(query("SELECT a FROM item")).containsExactly("77");
        }

        @Test
        void aTemporaryTableOfAScriptThatFailsIsGone() throws SQLException {
            failureOf(
                    () ->
                            up(
                                    "create table item(a int);",
                                    "create temporary table item(a int);"
                                            + " insert into item values (1);"
                                            + " insert into nowhere values (1);"));

            assertThat(query("SELECT a FROM item")).isEmpty();
        }
    }

    @Nested
    final class OnSqlite extends ShadowContract {
        OnSqlite() {
            super(ContractDatabase.sqlite());
        }

        @Test
        void nothingElseIsLeft() throws SQLException {
            execute("CREATE TEMPORARY TABLE of_application (a int)");
            String traces =
                    """
                    SELECT name FROM sqlite_temp_master UNION ALL
                    SELECT name FROM pragma_database_list UNION ALL
                    SELECT 'cache ' || cache_size FROM pragma_cache_size UNION ALL
                    SELECT 'automatic ' || automatic_index FROM pragma_automatic_index UNION ALL
                    SELECT 'read ' || read_uncommitted FROM pragma_read_uncommitted ORDER BY 1
                    """;
            List<String> before = query(traces);

            up(
                    """
                    CREATE TABLE one (a int);
                    CREATE TEMP TABLE two (a int);
                    CREATE INDEX temp.two_a ON two (a);
                    CREATE TEMP VIEW "a view" AS SELECT 1;
                    CREATE TEMP TRIGGER three AFTER INSERT ON one BEGIN SELECT 1; END;
                    PRAGMA cache_size = 77;
                    PRAGMA automatic_index = off;
                    PRAGMA read_uncommitted = on;
                    """,
                    "-- lifeguard:no-transaction\nATTACH ':memory:' AS other;\nVACUUM;\n",
                    "INSERT INTO one VALUES (1);");

            assertThat(query(traces)).isEqualTo(before).contains("of_application");
        }
    }

    @Nested
    final class OnH2 extends Contract {
        OnH2() {
            super(ContractDatabase.h2(), "LOCAL TEMPORARY");
        }

        @Test
        void nothingElseIsLeft() throws SQLException {
            execute("SET @of_application = 1");
            String state =
                    """
                    SELECT STATE_KEY FROM INFORMATION_SCHEMA.SESSION_STATE
                    WHERE STATE_KEY NOT IN ('SCHEMA', 'SCHEMA_SEARCH_PATH') ORDER BY 1
                    """;

            up(
                    """
                    CREATE SCHEMA s;
                    CREATE LOCAL TEMPORARY TABLE "It em" (a int);
                    CREATE LOCAL TEMPORARY TABLE s.two (a int PRIMARY KEY);
                    SET @x = 1;
                    SET @"y Z" = 'q */';
                    SET SCHEMA_SEARCH_PATH s, public;
                    """,
                    "CREATE TABLE s.here (a int);",
                    "CREATE TABLE public.one AS SELECT count(*) AS n"
                            + " FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'TWO';");

            assertThat(query(state)).containsExactly("@OF_APPLICATION");
            assertThat(query("SELECT n FROM one")).containsExactly("0");
            assertThat(
                            query(
                                    "SELECT STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE"
                                            + " WHERE STATE_KEY = 'SCHEMA_SEARCH_PATH'"))
                    .containsExactly("SET SCHEMA_SEARCH_PATH \"PUBLIC\"");
        }
    }

    @Nested
    final class OnH2WithoutUpperCase extends Contract {
        OnH2WithoutUpperCase() {
            super(ContractDatabase.h2(";DATABASE_TO_UPPER=FALSE"), "LOCAL TEMPORARY");
        }
    }

    @Nested
    final class OnH2InLowerCase extends Contract {
        OnH2InLowerCase() {
            super(ContractDatabase.h2(";DATABASE_TO_LOWER=TRUE"), "LOCAL TEMPORARY");
        }
    }

    @Nested
    final class OnMariaDb extends ShadowContract {
        OnMariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Test
        void nothingElseIsLeft() throws SQLException {
            execute("SET SESSION max_sort_length = 77, SESSION sql_mode = 'ANSI_QUOTES'");
            String traces =
                    """
                    SELECT @x, IS_USED_LOCK('lifeguard_test'), @@session.max_sort_length,
                        @@session.sql_mode, @@session.time_zone, @@session.autocommit,
                        @@session.tx_isolation, @@session.character_set_client,
                        @@session.collation_connection, @@session.character_set_results,
                        @@session.join_buffer_size, database(), connection_id()
                    """;
            List<String> before = query(traces);

            up(
                    """
                    CREATE TABLE one (a varchar(100));
                    CREATE PROCEDURE leaves() BEGIN
                        CREATE TEMPORARY TABLE two (a int);
                        SET @x = 1;
                        SET SESSION join_buffer_size = 1048576;
                        DO GET_LOCK('lifeguard_test', 1);
                    END;
                    """,
                    "CALL leaves(); PREPARE p FROM 'SELECT 1'; SET SESSION max_sort_length = 99;",
                    "INSERT INTO one SELECT coalesce(@x, 'none');",
                    "CREATE TABLE two (a int); INSERT INTO two VALUES (1);");

            assertThat(query(traces)).isEqualTo(before);
            assertThat(query("SELECT a FROM one")).containsExactly("none");
            assertThat(query("SELECT a FROM two")).containsExactly("1");
        }
    }
}
