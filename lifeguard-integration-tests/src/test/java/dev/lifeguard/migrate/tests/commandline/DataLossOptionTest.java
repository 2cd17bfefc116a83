package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code down} where rows would be lost, {@code purge}, and {@code info --log}. */
@OnPostgres(18)
final class DataLossOptionTest {

    @AutoClose private final Project project;

    DataLossOptionTest(PostgresServer server) {
        project = new Project(server);
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.up();
        project.database().execute("INSERT INTO one VALUES (1), (2)");
    }

    private Result run(String... arguments) {
        return CommandLine.of(project).inThisProcess().run(arguments);
    }

    @Test
    void downIsRefusedAndSaysWhatToDo() {
        Result refused = run("down");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.errors())
                .contains(
                        "LG-308 Rolling back 20240101000000 one takes away 2 rows of the table"
                            + " \"one\" (20240101000000_one.sql:4:1). Nothing was changed. Let them"
                            + " go with lifeguard-migrate down --allow-data-loss, or have them put"
                            + " aside first with lifeguard-migrate down --quarantine.");
        Map<String, Object> json = Json.parse(run("down", "--output", "json").output());
        assertThat(json).containsEntry("success", false).containsEntry("rolledBack", List.of());
        assertThat(json.get("error")).asString().contains("kind=DATA_LOSS", "line=4");
        assertThat(project.database().value("SELECT count(*) FROM one")).isEqualTo("2");
    }

    @Test
    void whatItSaysToDoHasWhatItWasGiven() {
        String directory = project.directory().toString();
        assertThat(
                        run(
                                        "down",
                                        "--target=0",
                                        "--schema",
                                        "public",
                                        "--table=lifeguard_migrations",
                                        "--migrations-dir",
                                        directory)
                                .errors())
                .contains(
                        ("Let them go with lifeguard-migrate down --allow-data-loss --target 0"
                                        + " --migrations-dir %1$s --schema public --table"
                                        + " lifeguard_migrations, or have them put aside first with"
                                        + " lifeguard-migrate down --quarantine --target 0"
                                        + " --migrations-dir %1$s --schema public --table"
                                        + " lifeguard_migrations.")
                                .formatted(directory));
        assertThat(run("down", "--steps", "1").errors())
                .contains(
                        "Let them go with lifeguard-migrate down --allow-data-loss --steps 1, or"
                            + " have them put aside first with lifeguard-migrate down --quarantine"
                            + " --steps 1.");
    }

    @Test
    void advisesTheSameTargetForWhatIsOlder() {
        project.write("20230101000000_older.sql", "CREATE TABLE older (id int);\n");

        assertThat(run("up", "--group", "--target", "20240101000000").errors())
                .contains("lifeguard-migrate up --out-of-order --group --target 20240101000000\n");
        assertThat(run("up", "--out-of-order", "--group", "--target", "20240101000000").exit())
                .isZero();
    }

    @Test
    void dryRunShowsWhatIsAtStake() {
        assertThat(run("down", "--dry-run").output())
                .contains(
                        "  takes away: 2 rows of the table \"one\" (20240101000000_one.sql:4:1)\n");
        assertThat(Json.parse(run("down", "--dry-run", "--output", "json").output()).get("atStake"))
                .hasToString(
                        "[{version=20240101000000, name=one, object=one, rows=2, precision=EXACT,"
                                + " text=2 rows of the table \"one\", file=20240101000000_one.sql,"
                                + " line=4, column=1}]");
    }

    @Test
    void rowsMayGo() {
        assertThat(run("down", "--allow-data-loss").exit()).isZero();
        assertThat(project.database().has("one")).isFalse();
        assertThat(run("purge").output()).isEqualTo("Nothing is put aside.\n");
    }

    @Test
    void yesAnswersWhatATerminalWouldBeAsked() {
        assertThat(run("down", "--yes").exit()).isZero();
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void rowsArePutAsideAndPurged() {
        Result down = run("down", "--quarantine");

        assertThat(down.exit()).isZero();
        String table =
                project.database()
                        .value(
                                "SELECT relname FROM pg_class"
                                        + " WHERE relname ~ '^one__quarantined_[0-9]{14}$'");
        assertThat(down.errors())
                .contains("Put aside 2 rows of the table \"one\" as public.%s.".formatted(table));
        assertThat(run("purge", "--dry-run").output())
                .isEqualTo("Would drop  public.%s\n".formatted(table));
        Result unasked = run("purge");
        assertThat(unasked.exit()).isEqualTo(2);
        assertThat(unasked.errors())
                .contains(
                        "LG-101 purge would drop public.%s, and there is no terminal to ask. Nothing was changed. Say --yes."
                                .formatted(table));
        assertThat(run("purge", "--yes").output())
                .isEqualTo("Dropped  public.%s\n".formatted(table));
        assertThat(project.database().has(table)).isFalse();
    }

    @Test
    void oneOfBothOptionsIsEnough() {
        assertThat(run("down", "--quarantine", "--allow-data-loss").exit()).isEqualTo(2);
    }

    @Test
    void infoShowsTheLog() {
        assertThat(run("down", "--allow-data-loss").exit()).isZero();

        String[] lines = run("info", "--log", "--last", "1").output().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[1])
                .contains("  down  ", "  succeeded  ", "20240101000000 one", "lifeguard-migrate");
        assertThat(Json.parse(run("info", "--log", "--output", "json").output()).get("log"))
                .asString()
                .contains(
                        "command=up",
                        "command=down, ",
                        "outcome=SUCCEEDED",
                        "versions=[20240101000000]");
        assertThat(run("info", "--last", "1").errors())
                .contains("LG-101 --last is for --log alone. Give --log, too.");
        assertThat(run("info", "20240101000000", "--log").errors())
                .contains(
                        "LG-101 --log is about all migrations: give it without"
                                + " \"20240101000000\".");
        assertThat(run("info", "--log", "--last", "0").errors())
                .contains(
                        "LG-101 --last is \"0\", which is no number of runs. Give a whole number,"
                                + " at least 1.");
    }
}
