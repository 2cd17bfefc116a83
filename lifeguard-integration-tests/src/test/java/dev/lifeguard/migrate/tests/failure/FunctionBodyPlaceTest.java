package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Where in its file a migration failed that failed inside a function's body. */
@OnPostgres
final class FunctionBodyPlaceTest {

    private static final String FILE = "20240101000000_broken.sql";

    @AutoClose private final Project project;

    FunctionBodyPlaceTest(PostgresServer server) {
        project = new Project(server);
    }

    /** A whole message, but for what is the same in all of them. */
    private void requireFailure(String sql, String place, String error, String lines) {
        project.write(FILE, sql);
        assertThat(failureOf(project::up))
                .hasMessage(
                        "LG-201 Migration 20240101000000 broken failed at %s:%s: %s. Nothing was"
                                        .formatted(FILE, place, error)
                                + " changed: the transaction was rolled back. Fix the file and run"
                                + " up again.\n"
                                + lines.stripTrailing());
        assertThat(project.history()).isEmpty();
    }

    @Test
    void isInAStatementOfADoBlock() {
        requireFailure(
                """
                CREATE TABLE one (id int);
                DO $$
                DECLARE
                    größe int := 1;
                BEGIN
                    INSERT INTO one
                    VALUES (größe, nope);
                END
                $$;
                """,
                "7:20",
                "column \"nope\" does not exist (SQLState 42703)",
                """
                  7 |     VALUES (größe, nope);
                    |                    ^
                  Context: PL/pgSQL function inline_code_block line 5 at SQL statement
                """);
    }

    @Test
    void isInAnExpressionOfADoBlock() {
        requireFailure(
                """
                DO $$
                BEGIN
                    IF 1 = nope THEN
                        NULL;
                    END IF;
                END
                $$;
                """,
                "3:12",
                "column \"nope\" does not exist (SQLState 42703)",
                """
                  3 |     IF 1 = nope THEN
                    |            ^
                  Context: PL/pgSQL function inline_code_block line 3 at IF
                """);
    }

    @Test
    void isTheLineOfADoBlockThatRaisesAnError() {
        requireFailure(
                """
                CREATE TABLE one (id int);
                DO $do$ DECLARE n int := 0; BEGIN
                    n := n + 1;
                    RAISE EXCEPTION 'no %', n;
                END $do$;
                """,
                "4:5",
                "no 1 (SQLState P0001)",
                """
                  4 |     RAISE EXCEPTION 'no %', n;
                    |     ^
                  Context: PL/pgSQL function inline_code_block line 3 at RAISE
                """);
    }

    @Test
    void isTheLineOfATriggersFunction() {
        requireFailure(
                """
                CREATE TABLE one (id int);
                CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.id / 0 > 1 THEN
                        RETURN NULL;
                    END IF;
                    RETURN NEW;
                END
                $$;
                CREATE TRIGGER guard BEFORE INSERT ON one FOR EACH ROW EXECUTE FUNCTION guard();
                INSERT INTO one VALUES (1);
                """,
                "4:5",
                "division by zero (SQLState 22012)",
                """
                  4 |     IF NEW.id / 0 > 1 THEN
                    |     ^
                  Called at 20240101000000_broken.sql:11:1
                  Context: PL/pgSQL function guard() line 3 at IF
                """);
    }

    @Test
    void isTheCallWhereTwoFunctionsHaveTheName() {
        requireFailure(
                """
                CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN RETURN a / 0; END $$;
                CREATE FUNCTION f(a text) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN RETURN 1; END $$;
                SELECT f(1);
                """,
                "5:1",
                "division by zero (SQLState 22012)",
                """
                  5 | SELECT f(1)
                    | ^
                  Context: PL/pgSQL function f(integer) line 2 at RETURN
                """);
    }

    @Test
    void isWhereTheServerFindsAnErrorInABodyThatItOnlyParses() {
        requireFailure(
                """
                CREATE TABLE one (id int);
                CREATE FUNCTION total() RETURNS int LANGUAGE plpgsql AS $body$
                BEGIN
                    RETURN SELEC 1;
                END
                $body$;
                """,
                "4:18",
                "syntax error at or near \"1\" (SQLState 42601)",
                """
                  4 |     RETURN SELEC 1;
                    |                  ^
                """);
    }

    @Test
    void isInTheBodyOfAFunctionOfAnotherStatement() {
        requireFailure(
                """
                CREATE FUNCTION total() RETURNS int LANGUAGE plpgsql AS $body$
                BEGIN
                    RETURN (SELECT nope);
                END
                $body$;
                  SELECT total();
                """,
                "3:5",
                "column \"nope\" does not exist (SQLState 42703)",
                """
                  3 |     RETURN (SELECT nope);
                    |     ^
                  Called at 20240101000000_broken.sql:6:3
                  Context: PL/pgSQL function total() line 3 at RETURN
                """);
    }

    @Test
    void isTheLineThatBuildsAStatementWhenItRuns() {
        requireFailure(
                """
                DO $$
                BEGIN
                    EXECUTE 'SELECT ' || 'nope';
                END
                $$;
                """,
                "3:5",
                "column \"nope\" does not exist (SQLState 42703)",
                """
                  3 |     EXECUTE 'SELECT ' || 'nope';
                    |     ^
                  Context: PL/pgSQL function inline_code_block line 3 at EXECUTE
                """);
    }
}
