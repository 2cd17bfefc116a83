package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Where in its file a migration failed: line, column and the excerpt with a caret. */
@OnPostgres
final class FailurePlaceTest {

    private static final long VERSION = 20240101000000L;
    private static final String FILE = "20240101000000_broken.sql";

    @AutoClose private final Project project;

    FailurePlaceTest(PostgresServer server) {
        project = new Project(server);
    }

    /** A whole message, but for what is the same in all of them. */
    private void requireFailure(
            String sql, int line, int column, String sqlState, String error, String lines) {
        project.write("20231231000000_zero.sql", "SELECT 0;\n");
        project.up();
        project.write(FILE, sql);
        String message =
                "Migration 20240101000000 broken failed at %s:%s:%s: %s (SQLState %s). Nothing was"
                                .formatted(FILE, line, column, error, sqlState)
                        + " changed: the transaction was rolled back. Fix the file and run up"
                        + " again.\n"
                        + lines.stripTrailing();
        assertThat(failureOf(project::up).detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.SCRIPT_FAILED,
                                message,
                                VERSION,
                                FILE,
                                line,
                                column,
                                sqlState));
        assertThat(project.history()).containsExactly("20231231000000|zero|whole");
    }

    @Test
    void isTheFailingTokenOfASyntaxError() {
        requireFailure(
                """
                CREATE TABLE one (id int);
                CREATE TABLE two (id int nul);
                """,
                2,
                26,
                "42601",
                "syntax error at or near \"nul\"",
                """
                  2 | CREATE TABLE two (id int nul)
                    |                          ^
                """);
    }

    @Test
    void isTheNameOfAColumnThatDoesNotExist() {
        requireFailure(
                """
                CREATE TABLE one (id int, name text);

                UPDATE one
                   SET name = upper(nam)
                 WHERE id = 1;
                """,
                4,
                21,
                "42703",
                "column \"nam\" does not exist",
                """
                  4 |    SET name = upper(nam)
                    |                     ^
                  Hint: Perhaps you meant to reference the column "one.name".
                """);
    }

    @Test
    void isTheFirstTokenWhereTheServerTellsNoPosition() {
        requireFailure(
                """
                CREATE TABLE one (id int);
                -- a comment of its own
                  CREATE TABLE one (
                    id int
                  );
                """,
                3,
                3,
                "42P07",
                "relation \"one\" already exists",
                """
                  3 |   CREATE TABLE one (
                    |   ^
                """);
    }

    @Test
    void isInTheThirdOfFiveStatements() {
        requireFailure(
                """
                CREATE TABLE one (id int);
                CREATE TABLE two (id int);
                INSERT INTO one VALUES (1), ('x');
                CREATE TABLE four (id int);
                CREATE TABLE five (id int);
                """,
                3,
                30,
                "22P02",
                "invalid input syntax for type integer: \"x\"",
                """
                  3 | INSERT INTO one VALUES (1), ('x');
                    |                              ^
                """
                        .replace(";", ""));
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void countsCodePointsBehindTextOfSeveralBytes() {
        requireFailure(
                """
                CREATE TABLE grüße (id int);
                -- 日本語のコメント 🎉
                INSERT INTO grüße SELECT length('äöü🎉日本') + nichts;
                """,
                3,
                45,
                "42703",
                "column \"nichts\" does not exist",
                """
                  3 | INSERT INTO grüße SELECT length('äöü🎉日本') + nichts
                    |                                             ^
                """);
    }

    @Test
    void isTheSameInAFileWithWindowsLineEnds() {
        requireFailure(
                """
                CREATE TABLE one (\r
                    id int\r
                );\r
                \r
                INSERT INTO one\r
                  VALUES (1, 2);\r
                """,
                6,
                14,
                "42601",
                "INSERT has more expressions than target columns",
                """
                  6 |   VALUES (1, 2)
                    |              ^
                """);
    }

    @Test
    void isTheSameInAFileWithAByteOrderMark() {
        requireFailure(
                "\uFEFFSELEC 1;\n",
                1,
                1,
                "42601",
                "syntax error at or near \"SELEC\"",
                """
                  1 | SELEC 1
                    | ^
                """);
    }

    @Test
    void showsTabsAsSingleBlanks() {
        requireFailure(
                "CREATE TABLE one (\n\tid\tint,\n\tname\ttxt\n);\n",
                3,
                7,
                "42704",
                "type \"txt\" does not exist",
                """
                  3 |  name txt
                    |       ^
                """);
    }

    @Test
    void showsThePartOfALongLineAroundTheToken() {
        String columns = "a_column_with_a_name_of_25 int, ".repeat(8);
        requireFailure(
                "CREATE TABLE one (%sb txt, %sc int);%n".formatted(columns, columns),
                1,
                277,
                "42704",
                "type \"txt\" does not exist",
                """
                  1 | …column_with_a_name_of_25 int, a_column_with_a_name_of_25 int, b txt, a_column_with_a_name_of_25…
                    |                                                                  ^
                """);
    }

    @Test
    void isInsideTheBodyOfAFunctionThatCannotBeCreated() {
        requireFailure(
                """
                CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS $$
                    SELECT 1
                    FROM nowhere
                $$;
                """,
                3,
                10,
                "42P01",
                "relation \"nowhere\" does not exist",
                """
                  3 |     FROM nowhere
                    |          ^
                """);
    }

    @Test
    void isInAStatementBehindHundredsOfOthers() {
        requireFailure(
                "INSERT INTO pg_temp.numbers VALUES (1);\n"
                                .repeat(450)
                                .replaceFirst("(?s)^.*?;", "CREATE TEMP TABLE numbers (id int);")
                        + "INSERT INTO numbers VALUES (1);\nINSERT INTO letters VALUES ('a');\n",
                452,
                13,
                "42P01",
                "relation \"letters\" does not exist",
                """
                  452 | INSERT INTO letters VALUES ('a')
                      |             ^
                """);
    }
}
