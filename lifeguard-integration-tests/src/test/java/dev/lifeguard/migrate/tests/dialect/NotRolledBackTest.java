package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not rolled back is not called so, where DDL commits by itself. */
final class NotRolledBackTest {

    private static final String FIRST = "20240101000000_first.sql";
    private static final String SECOND = "20240102000000_second.sql";

    private static final String TABLES =
            """
            create table item (a int primary key);
            create table log (a int primary key);
            insert into log values (1);
            """;

    private static final String COMMITTED =
            "What of it was kept is not known: something in it committed or rolled back, and only"
                    + " what came after that was rolled back. Look at the database, and take back"
                    + " what is left of it. The migration before it stays applied.";

    @AutoClose
    private final ContractProject project =
            ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    /** Each changes something, and fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if 1 then insert into item values (1); truncate table log;"
                        + " insert into item values (1); end if",
                "begin not atomic insert into item values (1); insert into item values (1); end",
                "for i in 1 .. 2 do insert into item values (1); end for",
                "loop insert into item values (1); end loop",
                "while 1 do insert into item values (1); end while",
                "repeat insert into item values (1); until 0 end repeat",
                "case 1 when 1 then insert into item values (1); insert into item values (1);"
                        + " end case",
                "set statement lock_wait_timeout = 1 for begin not atomic"
                        + " insert into item values (1); insert into item values (1); end",
                "drop table log, nowhere, item",
                "create or replace table log (a int primary key) as select 1 as a union all select"
                        + " 1",
            })
    void doesNotSayThatNothingWasChanged(String statement) {
        project.write(FIRST, TABLES);
        project.write(SECOND, "delimiter //\n%s //\n".formatted(statement));

        assertThat(failureOf(project::up).getMessage())
                .startsWith(
                        "LG-202 Migration 20240102000000 second failed at"
                                + " 20240102000000_second.sql:2:1:")
                .contains(
                        "It runs statement by statement: none of its statements is done. A part of"
                                + " the failed one may be done and stay: look at the database. The"
                                + " migration before it stays applied. Fix the statement and run up"
                                + " again: it goes on at statement 1.");
        assertThat(project.history()).containsExactly("first|whole", "second|part-way");

        project.write(SECOND, "create table other (a int);\n");
        project.up();
        assertThat(project.history()).containsExactly("first|whole", "second|whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table nowhere",
                "drop procedure nowhere",
                "create table log (a int, b int)",
                "alter table item drop column nowhere, add column c int",
                "rename table log to other, nowhere to log",
                "grant select, insert on nowhere to root@localhost",
            })
    void saysSoWhereItIsCertain(String statement) {
        project.write(FIRST, TABLES);
        project.write(SECOND, statement + ";\n");

        assertThat(failureOf(project::up).getMessage())
                .startsWith("LG-201")
                .contains("Nothing of it was kept: its first statement failed.");
        assertThat(project.history()).containsExactly("first|whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"drop table nowhere", "drop trigger nowhere", "insert into log values (1)"})
    void aWayDownOfWhichNothingIsDoneLeavesItApplied(String statement) {
        project.write(
                FIRST,
                "-- Up migration\n%s\n-- Down migration\n%s;\ndrop table item;\n"
                        .formatted(TABLES, statement));
        project.up();
        String row =
                "SELECT concat_ws('|', version, name, checksum, applied_at, execution_time_ms,"
                        + " success, applied_by, applied_order, coalesce(direction, '-'),"
                        + " coalesce(statements_done, '-')) FROM lifeguard_migrations";
        List<String> before = project.database().query(row);

        assertThat(failureOf(() -> project.migrator().build().down()).getMessage())
                .startsWith("LG-201")
                .contains("Nothing was changed: its first statement failed.");

        assertThat(project.database().query(row)).isEqualTo(before);
    }

    @Test
    void tablesWithoutTransactionsKeepTheirRows() {
        project.write(FIRST, "create table item (a int primary key) engine = MyISAM;\n");
        project.write(SECOND, "insert into item values (1);\ninsert into item values (1);\n");

        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-202 Migration 20240102000000 second failed at \
                        20240102000000_second.sql:2:1: Duplicate entry '1' for key 'PRIMARY' \
                        (SQLState 23000). Not everything was rolled back. Tables without \
                        transactions (MyISAM, Aria, MEMORY) keep what was written to them: take \
                        that back by hand. The migration before it stays applied. Fix the file and \
                        run up again.
                          2 | insert into item values (1)
                            | ^\
                        """);
        assertThat(project.database().query("SELECT a FROM item")).containsExactly("1");
    }

    @Test
    void soTheyDoWhereTheServerEndsTheSession() {
        project.write(FIRST, "create table item (a int primary key) engine = MyISAM;\n");
        project.write(SECOND, "insert into item values (1);\nkill connection_id();\n");

        assertThat(failureOf(project::up))
                .hasMessage(
                        "LG-501 The connection to the database was lost in the middle of migration"
                                + " 20240102000000 second: Connection was killed (SQLState 70100)."
                                + " The transaction was rolled back. Whether it had written to"
                                + " tables without transactions (MyISAM, Aria, MEMORY) is not"
                                + " known: that stays. The migration before it stays applied. Run"
                                + " up again when it is back.");
        assertThat(project.database().query("SELECT a FROM item")).containsExactly("1");
    }

    @Test
    void soTheyDoStatementByStatementAndInABlock() {
        String table = "create table item (a int primary key) engine = Aria;\n";
        project.write(FIRST, table + "insert into item values (1), (2), (1);\n");

        assertThat(failureOf(project::up).getMessage())
                .startsWith("LG-202")
                .contains(
                        "statement 1 of 2 is done and stays. Tables without transactions (MyISAM,"
                                + " Aria, MEMORY) keep what was written to them: take that back by"
                                + " hand. Fix the statement");

        project.write(
                FIRST,
                table + "start transaction;\ninsert into item values (3), (4), (3);\ncommit;\n");
        assertThat(failureOf(project::up).getMessage())
                .startsWith("LG-202")
                .contains(
                        "The block in line 3 was rolled back. Tables without transactions (MyISAM,"
                                + " Aria, MEMORY) keep what was written");
        assertThat(project.database().query("SELECT count(*) FROM item")).containsExactly("4");
    }

    @Test
    void ddlOfAJavaMigrationCommitsWhatWasBeforeIt() {
        project.write(FIRST, TABLES);

        assertThat(
                        failureOf(
                                        () ->
                                                Migrator.builder(project.database().dataSource())
                                                        .source(
                                                                MigrationSource.directory(
                                                                        project.directory()))
                                                        .source(
                                                                MigrationSource.of(
                                                                        new m20240102000000_second()))
                                                        .build()
                                                        .up())
                                .getMessage())
                .startsWith("LG-202 Migration 20240102000000 second failed at")
                .contains(COMMITTED);
        assertThat(project.database().query("SELECT a FROM item")).containsExactly("1");
    }

    @Test
    void whatWasDoneOnTheConnectionIsNotNothing() {
        project.write(FIRST, TABLES);

        assertThat(
                        failureOf(
                                        () ->
                                                Migrator.builder(project.database().dataSource())
                                                        .source(
                                                                MigrationSource.directory(
                                                                        project.directory()))
                                                        .source(
                                                                MigrationSource.of(
                                                                        new m20240103000000_third()))
                                                        .build()
                                                        .up())
                                .getMessage())
                .startsWith("LG-202 Migration 20240103000000 third failed at")
                .contains("enough", "The failed one may have committed something.")
                .doesNotContain("Nothing was changed");
        assertThat(project.database().query("SELECT a FROM item")).containsExactly("1");
    }

    @Test
    void aFunctionOfH2CommitsWhatWasBeforeIt() {
        try (ContractProject onH2 = ContractProject.of(ContractDatabase.h2())) {
            onH2.write(
                    FIRST,
                    """
                    create table item (a int primary key);
                    create alias committing as $$
                    void committing(java.sql.Connection c) throws Exception { c.commit(); } $$;
                    """);
            onH2.write(
                    SECOND,
                    """
                    insert into item values (1);
                    call committing();
                    insert into item values (1);
                    """);

            assertThat(failureOf(onH2::up).getMessage())
                    .startsWith("LG-202 Migration 20240102000000 second failed at")
                    .contains(COMMITTED);
            assertThat(onH2.database().query("SELECT a FROM item")).containsExactly("1");
        }
    }

    @Test
    void aDeadlockIsARollback() {
        project.write(FIRST, TABLES);
        project.write(
                SECOND,
                """
                insert into item values (1);
                signal sqlstate '40001' set mysql_errno = 1213, message_text = 'Deadlock found';
                """);

        assertThat(failureOf(project::up).getMessage())
                .startsWith("LG-201")
                .contains("Nothing of it was kept: the transaction was rolled back.");
    }

    /** Works on the connection, each statement for itself, and gives up. */
    @SuppressWarnings("TypeName") // A migration's name.
    static final class m20240103000000_third implements Migration {

        @Override
        public Transactions transactions() {
            return Transactions.PER_STATEMENT;
        }

        @Override
        public void up(SchemaManager schema) throws SQLException {
            try (Statement statement = schema.connection().createStatement()) {
                statement.execute("INSERT INTO item VALUES (1)");
            }
            throw new IllegalStateException("enough");
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DELETE FROM item");
        }
    }

    /** Works on the connection itself. */
    @SuppressWarnings("TypeName") // A migration's name.
    static final class m20240102000000_second implements Migration {

        @Override
        public void up(SchemaManager schema) throws SQLException {
            try (Statement statement = schema.connection().createStatement()) {
                statement.execute("INSERT INTO item VALUES (1)");
                statement.execute("CREATE TABLE other (a int)");
                statement.execute("INSERT INTO item VALUES (1)");
            }
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DELETE FROM item");
        }
    }
}
