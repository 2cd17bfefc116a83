package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One document on the standard output, with one outer shape for success and failure. */
@OnPostgres(18)
final class JsonOutputTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    JsonOutputTest(PostgresServer server) {
        project = new Project(server);
        commandLine = CommandLine.of(project).with("LIFEGUARD_OUTPUT", "json").inThisProcess();
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
    }

    /** The document, with what differs from run to run replaced. */
    private static void requireJson(Result result, int exit, String expected) {
        Map<String, Object> found =
                Json.parse(
                        result.output()
                                .replaceAll("\"executionTimeMs\":\\d+", "\"executionTimeMs\":7")
                                .replaceAll("\"appliedAt\":\"[^\"]+\"", "\"appliedAt\":\"T\""));
        assertThat(found).isEqualTo(Json.parse(expected));
        assertThat(result.json().keySet())
                .startsWith(
                        "command",
                        "success",
                        "applied",
                        "rolledBack",
                        "pending",
                        "problems",
                        "error");
        assertThat(result.exit()).isEqualTo(exit);
    }

    @Test
    void tellsWhatUpApplied() {
        requireJson(
                commandLine.run("up"),
                0,
                """
                {"command": "up", "success": true,
                 "applied": [{"version": 20240101000000, "name": "one", "executionTimeMs": 7,
                   "attempts": 1, "lockWaitMs": 0}],
                 "rolledBack": [], "pending": [], "problems": [], "error": null}
                """);
        requireJson(
                commandLine.run("up"),
                0,
                """
                {"command": "up", "success": true, "applied": [], "rolledBack": [], "pending": [],
                 "problems": [], "error": null}
                """);
    }

    @Test
    void tellsWhatDownRolledBack() {
        project.up();

        requireJson(
                commandLine.run("down"),
                0,
                """
                {"command": "down", "success": true, "applied": [],
                 "rolledBack": [{"version": 20240101000000, "name": "one", "executionTimeMs": 7,
                   "attempts": 1, "lockWaitMs": 0}],
                 "pending": [{"version": 20240101000000, "name": "one", "statementsDone": null}],
                 "problems": [], "error": null}
                """);
    }

    @Test
    void tellsHowThingsStandAlsoWithProblems() {
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.write("wrong.sql", "SELECT 1;\n");

        requireJson(
                commandLine.run("status"),
                0,
                """
                {"command": "status", "success": true,
                 "applied": [{"version": 20240101000000, "name": "one", "executionTimeMs": 7,
                     "checksum":
                         "743301e1ae5e31a24855427c377fe537b8622a4d7fd4d551e02ea5375cb0a514",
                     "appliedAt": "T", "origin": null, "success": true, "baseline": false,
                     "outOfOrder": false, "ahead": false}],
                 "rolledBack": [],
                 "pending": [{"version": 20240102000000, "name": "two", "statementsDone": null}],
                 "problems": [{"code": "LG-301", "kind": "INVALID_NAME",
                     "message": "The file \\"wrong.sql\\" fits no pattern of a migration. Name it \\"YYYYMMDDHHMMSS_wrong.sql\\", with the UTC date and time as its version.",
                     "version": null, "file": "wrong.sql", "line": null, "column": null,
                     "sqlState": null}],
                 "error": null, "counts": {"applied": 1, "pending": 1, "problems": 1}}
                """);
    }

    @Test
    void tellsWhatWasAppliedBeforeAFailure() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\nSELEC 1;\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");

        requireJson(
                commandLine.run("up"),
                4,
                """
                {"command": "up", "success": false,
                 "applied": [{"version": 20240101000000, "name": "one", "executionTimeMs": 7,
                   "attempts": 1, "lockWaitMs": 0}],
                 "rolledBack": [],
                 "pending": [
                     {"version": 20240102000000, "name": "two", "statementsDone": null},
                     {"version": 20240103000000, "name": "three", "statementsDone": null}],
                 "problems": [],
                 "error": {"code": "LG-201", "kind": "SCRIPT_FAILED",
                     "message": "Migration 20240102000000 two failed at 20240102000000_two.sql:2:1: syntax error at or near \\"SELEC\\" (SQLState 42601). Nothing of it was kept: the transaction was rolled back. The migration before it stays applied. Fix the file and run up again.\\n  2 | SELEC 1\\n    | ^",
                     "version": 20240102000000, "file": "20240102000000_two.sql", "line": 2,
                     "column": 1, "sqlState": "42601"}}
                """);
    }

    @Test
    void tellsHowFarAPartWayMigrationGot() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\nVACUUM nowhere;\n");

        requireJson(
                commandLine.run("up"),
                5,
                """
                {"command": "up", "success": false,
                 "applied": [{"version": 20240101000000, "name": "one", "executionTimeMs": 7,
                   "attempts": 1, "lockWaitMs": 0}],
                 "rolledBack": [],
                 "pending": [{"version": 20240102000000, "name": "two", "statementsDone": 1}],
                 "problems": [{"code": "LG-202", "kind": "PARTIALLY_APPLIED",
                     "message": "Migration 20240102000000 two stopped part-way on its way up: 1 of its statements is done. Run up again: it goes on at statement 2.",
                     "version": 20240102000000, "file": null, "line": null, "column": null,
                     "sqlState": null}],
                 "error": {"code": "LG-202", "kind": "PARTIALLY_APPLIED",
                     "message": "Migration 20240102000000 two failed at 20240102000000_two.sql:2:1: relation \\"nowhere\\" does not exist (SQLState 42P01). It runs statement by statement: statement 1 of 2 is done and stays. The migration before it stays applied. Fix the statement and run up again: it goes on at statement 2.\\n  2 | VACUUM nowhere\\n    | ^",
                     "version": 20240102000000, "file": "20240102000000_two.sql", "line": 2,
                     "column": 1, "sqlState": "42P01"}}
                """);
    }

    @Test
    void tellsAllProblemsOfARefusal() {
        project.write("wrong.sql", "SELECT 1;\n");
        project.write("20240102000000_two.sql", "COMMIT;\n");

        Map<String, Object> json = commandLine.run("up").json();

        assertThat(json).containsEntry("success", false);
        assertThat(json.get("problems"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .extracting("kind")
                .containsExactly("INVALID_SCRIPT", "INVALID_NAME");
        assertThat(json.get("error")).extracting("kind").isEqualTo("INVALID_SCRIPT");
    }

    @Test
    void tellsOfAMistakeInTheArguments() {
        requireJson(
                commandLine.run("up", "--steps", "none"),
                2,
                """
                {"command": "up", "success": false, "applied": [], "rolledBack": [], "pending": [],
                 "problems": [],
                 "error": {"code": "LG-101", "kind": "CONFIGURATION",
                     "message": "--steps is \\"none\\", which is no number of migrations. Give a whole number, at least 1.",
                     "version": null, "file": null, "line": null, "column": null,
                     "sqlState": null}}
                """);
    }
}
