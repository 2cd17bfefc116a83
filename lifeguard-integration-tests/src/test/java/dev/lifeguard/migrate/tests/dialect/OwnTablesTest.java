package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script works on all tables of its database, the state table among them. */
@OnPostgres
@Timeout(20)
final class OwnTablesTest {

    private static final String FILE = "20240101000000_own.sql";

    private final PostgresServer server;

    OwnTablesTest(PostgresServer server) {
        this.server = server;
    }

    private static ContractProject onMariaDb() {
        return ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table lifeguard_migrations comment = 'x';",
                "/*!40000 alter table `lifeguard_migrations` comment = 'x' */;",
                "set statement lock_wait_timeout = 5 for alter table lifeguard_migrations force;",
                "optimize table item, lifeguard_migrations;",
                "rename table lifeguard_migrations to a, a to lifeguard_migrations;",
                "execute immediate 'alter table lifeguard_migrations force';",
                """
                set @sql = 'alter table lifeguard_migrations force';
                prepare s from @sql;
                execute s;
                """,
                """
                delimiter //
                begin not atomic
                  for r in (select table_name n from information_schema.tables
                            where table_schema = database() and table_type = 'BASE TABLE') do
                    execute immediate
                        concat('alter table `', r.n, '` convert to character set utf8mb4');
                  end for;
                end //
                delimiter ;
                """,
                """
                create procedure p() alter table lifeguard_migrations force;
                call p();
                """
            })
    void doesNotWaitForItselfOnMariaDb(String script) {
        try (ContractProject project = onMariaDb()) {
            project.write(FILE, "create table item (a int);\n" + script);

            project.up();

            assertThat(project.history()).containsExactly("own|whole");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table lifeguard_migrations",
                "rename table lifeguard_migrations to other",
                "execute immediate 'drop table lifeguard_migrations'"
            })
    void namesTheStatementThatTookTheHistoryAwayOnMariaDb(String statement) {
        try (ContractProject project = onMariaDb()) {
            project.write(FILE, "create table item (a int);\n" + statement + ";\n");
            String database = project.database().query("SELECT database()").getFirst();

            assertThat(failureOf(project::up))
                    .hasMessage(
                            """
                            LG-202 Migration 20240101000000 own failed at \
                            20240101000000_own.sql:2:1: Table '%s.lifeguard_migrations' doesn't \
                            exist (SQLState 42S02). The statement took effect, and the state table \
                            "lifeguard_migrations" is not there any more: it dropped the history \
                            with it, or renamed the table. Bring that back, from a backup or by its \
                            name; without it the next run begins with the first migration.
                              2 | %s
                                | ^\
                            """
                                    .formatted(database, statement));
        }
    }

    @Test
    void namesTheStatementThatDroppedTheDatabaseOnMariaDb() {
        try (ContractProject project = onMariaDb()) {
            String database = project.database().query("SELECT database()").getFirst();
            project.write(
                    FILE, "create table item (a int);\ndrop database %s;\n".formatted(database));

            assertThat(failureOf(project::up))
                    .hasMessageStartingWith(
                            "LG-202 Migration 20240101000000 own failed at"
                                    + " 20240101000000_own.sql:2:1:")
                    .hasMessageContaining("is not there any more");

            try (ContractProject other = onMariaDb()) {
                other.database().execute("CREATE DATABASE " + database);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execute immediate 'lock tables item write'",
                "execute immediate 'flush tables with read lock'"
            })
    void namesTheStatementThatLockedTheSession(String statement) {
        try (ContractProject project = onMariaDb()) {
            project.write(FILE, "create table item (a int);\n" + statement + ";\n");

            assertThat(failureOf(project::up))
                    .hasMessageStartingWith(
                            "LG-202 Migration 20240101000000 own failed at"
                                    + " 20240101000000_own.sql:2:1:")
                    .hasMessageContaining(
                            "The statement took effect, but the history does not say so. Take out"
                                    + " what locks tables for the session (LOCK TABLES, FLUSH"
                                    + " TABLES … WITH READ LOCK), and run up again.");
        }
    }

    @Test
    void namesTheStatementThatTookTheHistoryAwayOnH2() {
        try (ContractProject project = ContractProject.of(ContractDatabase.h2())) {
            project.write(
                    FILE,
                    """
                    CREATE TABLE item (a int);
                    ALTER TABLE lifeguard_migrations ADD n int;
                    EXECUTE IMMEDIATE 'DROP ALL OBJECTS';
                    """);

            assertThat(failureOf(project::up))
                    .hasMessageStartingWith(
                            "LG-202 Migration 20240101000000 own failed at"
                                    + " 20240101000000_own.sql:3:1:")
                    .hasMessageContaining("is not there any more");
        }
    }

    @Test
    void doesNotWaitForItselfOnPostgresql() {
        try (ContractProject project = ContractProject.of(ContractDatabase.postgresql(server))) {
            project.write(
                    FILE,
                    """
                    -- lifeguard:no-transaction
                    CREATE TABLE item (a int);
                    DO $$ BEGIN
                        ALTER TABLE lifeguard_migrations ALTER name SET STATISTICS 10;
                        COMMIT;
                    END $$;
                    """);

            project.up();

            assertThat(project.history()).containsExactly("own|whole");
        }
    }

    @Test
    void copiesItsOwnDatabaseOnPostgresql() {
        try (ContractProject project = ContractProject.of(ContractDatabase.postgresql(server))) {
            String own = project.database().query("SELECT current_database()").getFirst();
            project.write(
                    FILE,
                    """
                    CREATE DATABASE %1$s_copy TEMPLATE %1$s;
                    DROP DATABASE %1$s_copy;
                    """
                            .formatted(own));

            project.up();

            assertThat(project.history()).containsExactly("own|whole");
        }
    }

    @Test
    void saysThatTheScriptDropsTheHistoryOnPostgresql() {
        try (ContractProject project = ContractProject.of(ContractDatabase.postgresql(server))) {
            project.write(FILE, "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n");

            assertThat(failureOf(project::up))
                    .hasMessage(
                            """
                            LG-201 Migration 20240101000000 own failed after its last statement in \
                            20240101000000_own.sql: relation "public.lifeguard_migrations" does not \
                            exist (SQLState 42P01). Nothing was changed: the transaction was rolled \
                            back. The script drops the state table "lifeguard_migrations" and the \
                            history with it, or renames it. Take out what does, such as a DROP … \
                            CASCADE of its schema, and run up again.\
                            """);
        }
    }
}
