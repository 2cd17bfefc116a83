package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A script that fails with the codes of something else, as functions and triggers can, has failed
 * like any other: the connection is lost when it is, and so is the lock.
 */
@OnPostgres
final class ChosenCodesTest {

    private static final String DIVIDES_AT_COMMIT =
            """
            CREATE TABLE item (a int);
            CREATE FUNCTION divide() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM 1 / new.a;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER item_divides AFTER INSERT ON item
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION divide();
            """;

    private static final String WHERE =
            "\n  Context: SQL statement \"SELECT 1 / new.a\""
                    + "\n    PL/pgSQL function divide() line 3 at PERFORM";

    @AutoClose private final Project project;

    ChosenCodesTest(PostgresServer server) {
        project = new Project(server);
    }

    private LifeguardException failureOfUp() {
        return failureOf(() -> project.migrator().build().up());
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08P01", "57P01", "57P03", "25P03"})
    void aBlockThatRaisesTheCodeOfALostConnectionHasFailedAtItsPlace(String code) {
        project.write(
                "20240101000000_raises.sql",
                """
                CREATE TABLE one (id int);
                DO $$ BEGIN RAISE EXCEPTION 'no peace' USING errcode = '%s'; END $$;
                """
                        .formatted(code));

        assertThat(failureOfUp())
                .hasMessage(
                        """
                        LG-201 Migration 20240101000000 raises failed at \
                        20240101000000_raises.sql:2:1: no peace (SQLState %s). Nothing was \
                        changed: the transaction was rolled back. Fix the file and run up again.
                          2 | DO $$ BEGIN RAISE EXCEPTION 'no peace' USING errcode = '%s'; END $$
                            | ^
                          Context: PL/pgSQL function inline_code_block line 1 at RAISE\
                        """
                                .formatted(code, code));
        assertThat(project.history()).isEmpty();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void soItHasStatementByStatement() {
        project.write(
                "20240101000000_raises.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                SELECT 1;
                DO $$ BEGIN RAISE EXCEPTION 'no peace' USING errcode = '08006'; END $$;
                """);

        assertThat(failureOfUp().getMessage())
                .startsWith(
                        "LG-202 Migration 20240101000000 raises failed at"
                                + " 20240101000000_raises.sql:4:1: no peace (SQLState 08006).");
    }

    @Test
    void soItHasInALongRun() {
        writeLongRun();
        project.write(
                "20240201000000_raises.sql",
                "DO $$ BEGIN RAISE EXCEPTION 'no peace' USING errcode = '57P01'; END $$;\n");

        assertThat(failureOfUp().getMessage())
                .startsWith(
                        "LG-201 Migration 20240201000000 raises failed at"
                                + " 20240201000000_raises.sql:1:1: no peace (SQLState 57P01).");
        assertThat(project.history()).hasSize(20);
    }

    @Test
    void aDivisionByZeroAtTheCommitIsNoLostLock() {
        project.write("20240101000000_table.sql", DIVIDES_AT_COMMIT);
        project.write("20240102000000_row.sql", "INSERT INTO item VALUES (0);\n");

        assertThat(failureOfUp())
                .hasMessage(
                        "LG-201 Migration 20240102000000 row failed at its COMMIT in"
                                + " 20240102000000_row.sql: division by zero (SQLState 22012)."
                                + " Nothing of it was kept: the transaction was rolled back. The"
                                + " migration before it stays applied. Fix the file and run up"
                                + " again."
                                + WHERE);
    }

    @Test
    void norIsItInALongRun() {
        project.write("20231201000000_table.sql", DIVIDES_AT_COMMIT);
        writeLongRun();
        project.write("20240201000000_row.sql", "INSERT INTO item VALUES (0);\n");
        project.write("20240202000000_row.sql", "INSERT INTO item VALUES (1);\n");

        assertThat(failureOfUp())
                .hasMessage(
                        "LG-201 Migration 20240201000000 row failed at its COMMIT in"
                                + " 20240201000000_row.sql: division by zero (SQLState 22012)."
                                + " Nothing of it was kept: the transaction was rolled back. The 21"
                                + " migrations before it stay applied. Fix the file and run up"
                                + " again."
                                + WHERE);
    }

    @Test
    void norIsItInATransactionOfSeveral() {
        project.write("20240101000000_table.sql", DIVIDES_AT_COMMIT);
        project.write("20240102000000_row.sql", "INSERT INTO item VALUES (0);\n");

        assertThat(
                        failureOf(() -> project.migrator().grouping(Grouping.ALL).build().up())
                                .getMessage())
                .startsWith("LG-201 Migration 20240102000000 row failed at its COMMIT in");
    }

    @Test
    void norIsItStatementByStatement() {
        project.write(
                "20240101000000_row.sql",
                DIVIDES_AT_COMMIT + "VACUUM item;\nINSERT INTO item VALUES (0);\n");

        assertThat(failureOfUp().getMessage())
                .startsWith("LG-202 Migration 20240101000000 row failed")
                .contains("division by zero (SQLState 22012)");
    }

    @ParameterizedTest
    @CsvSource({
        "53000, Fix the file",
        "53100, 'Make room on the database''s disk, or raise the limit of its size,'",
        "53200, 'Give the database more memory, or let the statement need less,'",
        "53300, 'Free connections, or raise the limit of the server, the database or the user,'",
        "53400, 'Raise the limit that it names, or let the statement need less,'"
    })
    void aLackOfMeansIsTheStatementsFailureAlsoAtTheCommit(String code, String step) {
        project.write(
                "20231201000000_table.sql",
                """
                CREATE TABLE item (a int);
                CREATE FUNCTION lacking() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'no room' USING errcode = '%s';
                END $$;
                CREATE CONSTRAINT TRIGGER item_lacks AFTER INSERT ON item
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lacking();
                """
                        .formatted(code));
        project.up();
        String row = "20240201000000_row.sql";
        String advice = "%s and run up again.".formatted(step);
        for (String script :
                List.of(
                        "INSERT INTO item VALUES (0);\nSET CONSTRAINTS ALL IMMEDIATE;\n",
                        "INSERT INTO item VALUES (0);\n")) {
            project.write(row, script);

            assertThat(failureOfUp().detail().coded())
                    .as(script)
                    .startsWith("LG-201 Migration 20240201000000 row failed at ")
                    .contains("no room (SQLState %s). Nothing".formatted(code))
                    .contains(advice);
        }
        project.write(row, "INSERT INTO item VALUES (0);\n");
        writeLongRun();

        assertThat(failureOfUp().detail().coded())
                .startsWith("LG-201 Migration 20240201000000 row failed at its COMMIT in")
                .contains("The 20 migrations before it stay applied.")
                .contains(advice);
    }

    private void writeLongRun() {
        for (int number = 1; number <= 20; number++) {
            project.write(
                    String.format(Locale.ROOT, "202401%02d000000_t%s.sql", number, number),
                    "CREATE TABLE t%s (id int);\n".formatted(number));
        }
    }
}
