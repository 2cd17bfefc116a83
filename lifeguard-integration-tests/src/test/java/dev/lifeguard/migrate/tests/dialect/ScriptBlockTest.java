package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BEGIN … COMMIT around a part of a script. */
@OnPostgres
final class ScriptBlockTest {

    private static final String FILE = "20240101000000_blocks.sql";

    private final PostgresServer server;

    ScriptBlockTest(PostgresServer server) {
        this.server = server;
    }

    private ContractProject onPostgres() {
        return ContractProject.of(ContractDatabase.postgresql(server));
    }

    private static ContractProject onMariaDb() {
        return ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));
    }

    private static String progress(ContractProject project) {
        return project.database()
                .query("SELECT statements_done FROM lifeguard_migrations WHERE version <> -1")
                .getFirst();
    }

    @Test
    void meansNothingInAScriptThatIsOneTransaction() {
        try (ContractProject project = onPostgres()) {
            project.write(
                    FILE,
                    """
                    CREATE TYPE mood AS ENUM ('a', 'b');
                    CREATE TABLE item (m mood);
                    BEGIN;
                    CREATE TYPE mood_new AS ENUM ('a');
                    ALTER TABLE item ALTER COLUMN m TYPE mood_new USING (m::text::mood_new);
                    DROP TYPE mood;
                    ALTER TYPE mood_new RENAME TO mood;
                    COMMIT;
                    SELECT 1 / 0;
                    """);

            assertThat(failureOf(project::up).detail().line()).isEqualTo(9);
            assertThat(project.database().query("SELECT to_regclass('item')")).containsExactly("");

            project.write(FILE, "BEGIN;\nCREATE TABLE item (a int);\nCOMMIT;\nTABLE item;\n");
            project.up();
            assertThat(project.history()).containsExactly("blocks|whole");
        }
    }

    @Test
    void isOneTransactionInAScriptThatRunsStatementByStatement() {
        try (ContractProject project = onPostgres()) {
            String script =
                    """
                    CREATE TABLE item (a int PRIMARY KEY);
                    CREATE INDEX CONCURRENTLY item_a ON item (a);
                    BEGIN;
                    INSERT INTO item VALUES (1);
                    SAVEPOINT one;
                    INSERT INTO item VALUES (%s);
                    COMMIT;
                    INSERT INTO item VALUES (3);
                    """;
            project.write(FILE, script.formatted("1"));

            assertThat(failureOf(project::up).detail())
                    .isEqualTo(
                            new ErrorDetail(
                                    ErrorKind.PARTIALLY_APPLIED,
                                    """
                                    Migration 20240101000000 blocks failed at \
                                    20240101000000_blocks.sql:6:1: duplicate key value violates \
                                    unique constraint "item_pkey" (SQLState 23505). The block in \
                                    line 4 was rolled back as a whole. It runs statement by \
                                    statement: statements 1 to 2 of 6 are done and stay. Fix the \
                                    statement and run up again: it goes on at statement 3.
                                      6 | INSERT INTO item VALUES (1)
                                        | ^
                                      Detail: Key (a)=(1) already exists.\
                                    """,
                                    20240101000000L,
                                    FILE,
                                    6,
                                    1,
                                    "23505"));
            assertThat(project.database().query("SELECT a FROM item")).isEmpty();
            assertThat(progress(project)).isEqualTo("2");

            project.write(FILE, script.formatted("2"));
            project.up();
            assertThat(project.database().query("SELECT a FROM item ORDER BY a"))
                    .containsExactly("1", "2", "3");
            assertThat(project.history()).containsExactly("blocks|whole");
        }
    }

    @Test
    void rollsBackTheFirstBlockWithNothingBeforeIt() {
        try (ContractProject project = onPostgres()) {
            project.write(
                    FILE,
                    """
                    BEGIN;
                    CREATE TABLE item (a int PRIMARY KEY);
                    CREATE TABLE part (a int REFERENCES item DEFERRABLE INITIALLY DEFERRED);
                    INSERT INTO part VALUES (1);
                    COMMIT;
                    VACUUM;
                    """);

            assertThat(failureOf(project::up).detail().message())
                    .isEqualTo(
                            """
                            Migration 20240101000000 blocks failed at the COMMIT of the block in \
                            line 2 in 20240101000000_blocks.sql: insert or update on table "part" \
                            violates foreign key constraint "part_a_fkey" (SQLState 23503). Nothing \
                            was changed: the block in line 2 was rolled back as a whole. Fix the \
                            file and run up again.
                              Detail: Key (a)=(1) is not present in table "item".\
                            """);
            assertThat(project.database().query("SELECT to_regclass('item')")).containsExactly("");
        }
    }

    @Test
    void endsWhatABlockSetsForItself() {
        try (ContractProject project = onPostgres()) {
            project.write(
                    FILE,
                    """
                    -- lifeguard:no-transaction
                    CREATE SCHEMA other;
                    BEGIN;
                    SET LOCAL search_path = other;
                    SET LOCAL standard_conforming_strings = off;
                    CREATE TABLE item (a text DEFAULT '\\'; ');
                    COMMIT;
                    CREATE TABLE thing (a text DEFAULT '\\');
                    """);

            project.up();

            assertThat(
                            project.database()
                                    .query(
                                            "SELECT to_regclass('other.item'),"
                                                    + " to_regclass('public.thing')"))
                    .containsExactly("other.item|thing");
        }
    }

    @Test
    void endsARoleOfABlock() {
        try (ContractProject project = onPostgres()) {
            project.write(
                    FILE,
                    """
                    -- lifeguard:no-transaction
                    CREATE ROLE block_role;
                    GRANT CREATE, USAGE ON SCHEMA public TO block_role;
                    BEGIN;
                    SET LOCAL ROLE block_role;
                    CREATE TABLE item (a int);
                    COMMIT;
                    CREATE TABLE thing (a int);
                    DO $$ BEGIN ASSERT current_user <> 'block_role'; END $$;
                    DROP OWNED BY block_role;
                    DROP ROLE block_role;
                    """);

            project.up();

            assertThat(project.database().query("SELECT to_regclass('item')")).containsExactly("");
            assertThat(project.history()).containsExactly("blocks|whole");
        }
    }

    @Test
    void rebuildsATableOfSqlite() {
        try (ContractProject project = ContractProject.of(ContractDatabase.sqlite())) {
            project.write(
                    FILE,
                    """
                    pragma foreign_keys = off;
                    begin transaction;
                    create table item2 (id integer primary key, note text);
                    alter table item2 rename to item;
                    pragma foreign_key_check;
                    commit;
                    pragma foreign_keys = on;
                    """);
            project.up();
            assertThat(project.database().query("SELECT count(*) FROM item")).containsExactly("0");

            project.write(
                    "20240102000000_again.sql",
                    """
                    PRAGMA foreign_keys=OFF;
                    BEGIN TRANSACTION;
                    CREATE TABLE part (a int);
                    INSERT INTO part VALUES (1);
                    INSERT INTO missing VALUES (1);
                    COMMIT;
                    """);
            assertThat(failureOf(project::up).detail().message())
                    .startsWith(
                            "Migration 20240102000000 again failed at"
                                    + " 20240102000000_again.sql:5:1:")
                    .contains("The block in line 3 was rolled back as a whole.");
            assertThat(
                            project.database()
                                    .query("SELECT name FROM sqlite_schema WHERE name = 'part'"))
                    .isEmpty();
            assertThat(project.history()).containsExactly("blocks|whole", "again|part-way");
        }
    }

    @Test
    void isATransactionOnMariaDbUntilAStatementCommits() {
        try (ContractProject project = onMariaDb()) {
            String script =
                    """
                    set foreign_key_checks = 0;
                    create table item (a int primary key) engine = InnoDB;
                    start transaction;
                    insert into item values (1);
                    insert into item values (%s);
                    alter table item add b int;
                    insert into item (a) values (3);
                    commit;
                    set foreign_key_checks = 1;
                    """;
            project.write(FILE, script.formatted("1"));
            assertThat(failureOf(project::up).detail().line()).isEqualTo(5);
            assertThat(project.database().query("SELECT * FROM item")).isEmpty();
            assertThat(progress(project)).isEqualTo("2");

            project.write(FILE, script.formatted("2"));
            project.up();
            assertThat(project.database().query("SELECT a FROM item ORDER BY a"))
                    .isEqualTo(List.of("1", "2", "3"));
        }
    }

    @Test
    void isATransactionOnH2UntilAStatementCommits() {
        try (ContractProject project = ContractProject.of(ContractDatabase.h2())) {
            String script =
                    """
                    CREATE TABLE item (a int PRIMARY KEY);
                    BEGIN;
                    INSERT INTO item VALUES (1);
                    INSERT INTO item VALUES (%s);
                    COMMIT;
                    """;
            project.write(FILE, script.formatted("1"));
            assertThat(failureOf(project::up).detail().line()).isEqualTo(4);
            assertThat(project.database().query("SELECT * FROM item")).isEmpty();

            project.write(FILE, script.formatted("2"));
            project.up();
            assertThat(project.database().query("SELECT count(*) FROM item")).containsExactly("2");
        }
    }
}
