package dev.lifeguard.migrate.tests.commandline;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of batches that do not run: what they are, and what gets them on. */
@OnPostgres
final class BatchNextStepTest {

    private static final long FILL = 20240102000000L;
    private static final String RUN = "\"batch run 20240102000000\"";
    private static final String ANEW = "\"batch run 20240102000000 --restart\"";

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    BatchNextStepTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .inThisProcess();
    }

    @BeforeEach
    void aThousandItems() {
        project.database()
                .execute(
                        "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                        "INSERT INTO item SELECT n FROM generate_series(1, 1000) n");
        fill(" mode=background");
        project.write(
                "20240103000000_after.sql",
                "-- lifeguard:requires 20240102000000\nCREATE TABLE after_it (id integer);\n");
    }

    private void fill(String mode) {
        project.write(
                "20240102000000_fill.sql",
                """
                -- lifeguard:batch table=item key=id size=100 max-size=100 target-time=1h%s
                UPDATE item SET seen = 1 WHERE id > :from AND id <= :to;
                """
                        .formatted(mode));
    }

    /** What it says, with its commands as the core calls them. */
    private String run(int exit, String... words) {
        Result result = commandLine.run(words);
        String said = (result.output() + result.errors()).strip();
        assertThat(result.exit()).as(said).isEqualTo(exit);
        assertThat(said).as("commands as they are typed").doesNotContain("\"batch ");
        return said.replace("\"lifeguard-migrate batch ", "\"batch ");
    }

    private String note() {
        return project.up().warnings().getFirst();
    }

    private static String note(String status, String next) {
        return "Migration 20240103000000 after waits until the batches of 20240102000000 are done,"
                + " which are %s. It and what follows it stay pending. %s".formatted(status, next);
    }

    /** Runs three batches and pauses it. */
    private void pausedInTheMiddle() {
        Migrator migrator = project.migrator().build();
        AtomicInteger told = new AtomicInteger();
        migrator.batches()
                .run(
                        BatchRun.all()
                                .telling(
                                        status -> {
                                            if (told.incrementAndGet() == 3) {
                                                migrator.batches().pause(FILL);
                                            }
                                        }));
    }

    private void plansAFill(String mode) {
        assertThat(run(0, "plan"))
                .startsWith(
                        """
                        20240102000000 fill  (20240102000000_fill.sql, %s)
                          1  line 2  UPDATE item SET seen = 1 WHERE id > :from AND id <= :to
                          history: success\
                        """
                                .formatted(mode));
    }

    @Test
    void aPlanSaysWhoRunsThem() {
        plansAFill("in batches, which batch run does");
        assertThat(run(0, "plan"))
                .contains("\n  history: success before the first batch\n")
                .endsWith(note("PENDING", "Run up, and then %s.".formatted(RUN)).strip());
        assertThat(run(0, "plan", "--output", "json"))
                .contains(
                        "\"transaction\":\"per-batch\"",
                        "\"historyWrite\":\"success before the first batch\"");

        fill("");
        plansAFill("in batches");
        assertThat(run(0, "plan")).contains("\n  history: success with the last batch\n");
    }

    private String typed(String command) {
        Result result =
                commandLine.run(
                        Stream.concat(
                                        Stream.of(command.split(" ", -1)),
                                        Stream.of("--schema", "public", "--placeholder", "a=b c"))
                                .toArray(String[]::new));
        return (result.output() + result.errors()).strip();
    }

    @Test
    void commandsRepeatWhatTheCallWasGiven() {
        String run =
                "\"lifeguard-migrate batch run 20240102000000 --schema public --placeholder 'a=b"
                        + " c'\"";
        String after = "Run up, and then %s.".formatted(run);
        assertThat(typed("batch status")).endsWith("\n  " + after);
        assertThat(typed("plan")).endsWith(note("PENDING", after));
        assertThat(typed("plan --output json")).endsWith(note("PENDING", after));
        assertThat(typed("batch pause 20240102000000"))
                .isEqualTo(
                        "LG-101 Migration 20240102000000 fill is not begun, and cannot become"
                                + " PAUSED. "
                                + after);

        String json = typed("up --output json");
        assertThat(json.lines().findFirst().orElseThrow())
                .endsWith(
                        "\"warnings\":[\"%s\"]}"
                                .formatted(
                                        note("PENDING", "Run %s.".formatted(run))
                                                .replace("\"", "\\\"")));
        assertThat(json)
                .contains("\nWarning: %s\n".formatted(note("PENDING", "Run %s.".formatted(run))));
        assertThat(typed("status"))
                .endsWith("The batches of 20240102000000 fill are PENDING. Run %s.".formatted(run));
        assertThat(typed("info 20240102000000"))
                .contains("PENDING, 0 rows in 0 batches. Run %s.".formatted(run));
    }

    @Test
    void noScriptForPsqlDoesThem() {
        assertThat(run(2, "plan", "--sql"))
                .isEqualTo(
                        "LG-101 Migration 20240102000000 fill runs in batches, which a script"
                                + " cannot do. Run lifeguard-migrate up --target 20240102000000"
                                + " first.");
    }

    @Test
    void pendingOnesAreToBeRun() {
        String next = "Run %s.".formatted(RUN);
        assertThat(run(0, "batch", "status"))
                .isEqualTo(
                        "PENDING    20240102000000 fill  0 rows in 0 batches\n  Run up, and then"
                                + " %s.".formatted(RUN));
        assertThat(run(0, "batch", "run"))
                .isEqualTo(
                        "Nothing is to be run.\n"
                                + "PENDING    20240102000000 fill  0 rows in 0 batches\n"
                                + "  Run up, and then %s.".formatted(RUN));
        assertThat(failureOf(() -> project.migrator().build().batches().pause(FILL)))
                .hasMessage(
                        "LG-101 Migration 20240102000000 fill is not begun, and cannot become"
                                + " PAUSED. Run up, and then %s.".formatted(RUN));

        assertThat(note()).isEqualTo(note("PENDING", next));
        assertThat(note()).isEqualTo(note("PENDING", next));
        assertThat(run(0, "batch", "status"))
                .isEqualTo("PENDING    20240102000000 fill  0 rows in 0 batches\n  " + next);
    }

    @Test
    void whatHasNoFileAnyMoreIsNotToBeRun() {
        project.up();
        project.delete("20240102000000_fill.sql");
        String restore = "Its file is missing: restore it first. ";
        String refusal =
                "LG-101 The file of migration 20240102000000 fill is missing, so that its batches,"
                    + " which are PENDING, cannot be run. Restore it, or give them up with \"batch"
                    + " cancel 20240102000000\".";

        assertThat(run(0, "batch", "status"))
                .isEqualTo(
                        "PENDING    20240102000000 fill  0 rows in 0 batches\n  "
                                + restore
                                + "Run %s.".formatted(RUN));
        assertThat(run(2, "batch", "run")).isEqualTo(refusal);
        assertThat(run(2, "batch", "run", "20240102000000")).isEqualTo(refusal);
        String cancelled =
                "CANCELLED  20240102000000 fill  0 rows in 0 batches\n  "
                        + restore
                        + "Begin it anew with %s.".formatted(ANEW);
        assertThat(run(0, "batch", "cancel", "20240102000000")).isEqualTo(cancelled);
        assertThat(run(0, "batch", "run")).isEqualTo("Nothing is to be run.\n" + cancelled);
    }

    @Test
    void whatANewerReleaseBegunIsLeftToIt() {
        project.up();
        project.delete("20240102000000_fill.sql");
        project.delete("20240103000000_after.sql");

        assertThat(run(0, "batch", "run"))
                .isEqualTo(
                        "Nothing is to be run.\n"
                                + "PENDING    20240102000000 fill  0 rows in 0 batches\n"
                                + "  Its file is missing: restore it first. Run %s."
                                        .formatted(RUN));
    }

    @Test
    void whatABaselineRecordedIsRunAnewAlone() {
        run(0, "baseline", "20240102000000");
        String refusal =
                "LG-101 Migration 20240102000000 counts as applied, and nothing is known of its"
                        + " batches here. %s runs them from the first row on.".formatted(ANEW);

        assertThat(run(2, "batch", "run", "20240102000000")).isEqualTo(refusal);
        assertThat(run(2, "batch", "pause", "20240102000000")).isEqualTo(refusal);
        run(0, "batch", "run", "20240102000000", "--restart");

        assertThat(project.database().value("SELECT sum(seen) FROM item")).isEqualTo("1000");
    }

    @Test
    void whatTheFileHasNotAnyMoreIsNotRun() {
        project.up();
        String refusal =
                "LG-101 The file of migration 20240102000000 fill has no batches in the background"
                    + " any more, so that its batches, which are PENDING, cannot be run. Restore"
                    + " it, or give them up with \"batch cancel 20240102000000\".";

        fill("");
        assertThat(run(2, "batch", "run", "20240102000000")).isEqualTo(refusal);
        assertThat(run(2, "batch", "run", "20240102000000", "--restart")).isEqualTo(refusal);
        assertThat(run(2, "batch", "run")).isEqualTo(refusal);
        project.write("20240102000000_fill.sql", "UPDATE item SET seen = 1;\n");
        assertThat(run(2, "batch", "run", "20240102000000")).isEqualTo(refusal);
        assertThat(run(2, "batch", "run")).isEqualTo(refusal);
    }

    @Test
    void whatCannotBeReadMayHaveBatches() {
        project.write("20240102000000_fill.sql", "-- lifeguard:batch table=item\nUPDATE item;\n");

        String warning =
                "\nWarning: \"20240102000000_fill.sql\" cannot be read, so that it is not known"
                        + " whether it has batches. lifeguard-migrate validate says why.";
        assertThat(run(0, "batch", "status")).isEqualTo("No migration has batches." + warning);
        assertThat(run(0, "batch", "run")).isEqualTo("No migration has batches." + warning);
    }

    @Test
    void upSaysThatItOnlyBeginsThem() {
        project.delete("20240103000000_after.sql");
        String note =
                "Migration 20240102000000 fill begins its batches, and does not run them. Run %s."
                        .formatted(RUN);

        assertThat(project.up().warnings()).containsExactly(note);
        assertThat(project.up().warnings()).isEmpty();
    }

    @Test
    void aPauseIsToBeLifted() {
        project.up();
        pausedInTheMiddle();
        String next = "Lift that with \"batch resume 20240102000000\" and run %s.".formatted(RUN);
        String line =
                "PAUSED     20240102000000 fill  300 rows in 3 batches, at key 300 of 1000\n  "
                        + next;

        assertThat(note()).isEqualTo(note("PAUSED", next));
        assertThat(run(0, "batch", "run")).isEqualTo("Nothing is to be run.\n" + line);
        assertThat(run(0, "batch", "run", "20240102000000")).isEqualTo(line);
        assertThat(run(0, "batch", "status")).isEqualTo(line);
        assertThat(project.migrator().build().batches().status().getFirst())
                .returns(true, status -> status.remaining().isEmpty())
                .extracting(BatchStatus::next)
                .isEqualTo(Optional.of(next));

        assertThat(run(0, "batch", "resume", "20240102000000"))
                .isEqualTo(
                        "PENDING    20240102000000 fill  300 rows in 3 batches, at key 300 of"
                                + " 1000\n  Run %s.".formatted(RUN));
        assertThat(run(0, "batch", "run")).startsWith("DONE       20240102000000 fill  1000 rows");
        assertThat(project.up().warnings()).isEmpty();
    }

    @Test
    void statusValidateAndInfoTellOfOneThatIsNotDone() {
        project.up();
        pausedInTheMiddle();
        String next = "Lift that with \"batch resume 20240102000000\" and run %s.".formatted(RUN);
        String note = "The batches of 20240102000000 fill are PAUSED. " + next;

        assertThat(project.migrator().build().status().warnings()).containsExactly(note);
        assertThat(project.migrator().build().validate().warnings()).containsExactly(note);
        assertThat(run(0, "status")).contains(note);
        assertThat(run(0, "validate")).contains(note);
        assertThat(run(0, "info", "20240102000000"))
                .contains("PAUSED, 300 rows in 3 batches, at key 300 of 1000. " + next);

        run(0, "batch", "resume", "20240102000000");
        run(0, "batch", "run");

        assertThat(project.migrator().build().status().warnings()).isEmpty();
        assertThat(project.migrator().build().validate().warnings()).isEmpty();
        assertThat(run(0, "info", "20240102000000")).contains("DONE, 1000 rows in 10 batches");
    }

    @Test
    void anOtherPauseIsAcceptedAndTheBatchesGoOn() {
        project.up();
        pausedInTheMiddle();
        fill(" pause=1ms mode=background");
        assertThat(run(3, "up")).contains("LG-304");

        run(0, "repair", "--accept-checksum", "20240102000000");

        run(0, "batch", "resume", "20240102000000");
        run(0, "batch", "run");
        assertThat(project.up().warnings()).isEmpty();
    }

    @Test
    void aCancelledOneIsToBeBegunAnew() {
        project.up();
        pausedInTheMiddle();
        String next = "Begin it anew with %s.".formatted(ANEW);
        String line =
                "CANCELLED  20240102000000 fill  300 rows in 3 batches, at key 300 of 1000\n  "
                        + next;

        assertThat(run(0, "batch", "cancel", "20240102000000")).isEqualTo(line);

        assertThat(note()).isEqualTo(note("CANCELLED", next));
        assertThat(run(0, "batch", "run")).isEqualTo("Nothing is to be run.\n" + line);
        assertThat(run(2, "batch", "resume", "20240102000000"))
                .isEqualTo(
                        "LG-101 Migration 20240102000000 fill is CANCELLED, and cannot become"
                                + " PENDING. "
                                + next);
        run(0, "batch", "run", "20240102000000", "--restart");
        assertThat(project.up().warnings()).isEmpty();
    }

    @Test
    void aFailedOneIsToBeMended() {
        project.up();
        project.database().execute("ALTER TABLE item ADD CHECK (seen < 1 OR id < 500)");
        String next = "Mend that and run %s: it goes on there.".formatted(RUN);
        assertThat(run(5, "batch", "run")).contains("400 rows", next);

        assertThat(note()).isEqualTo(note("FAILED", next));
        assertThat(run(0, "batch", "status"))
                .startsWith(
                        "FAILED     20240102000000 fill  400 rows in 4 batches, at key 400 of"
                                + " 1000\n  ")
                .endsWith("\n  " + next);
    }

    @Test
    void ofThoseThatAreDoneNothingIsToBeRun() {
        project.up();
        run(0, "batch", "run");

        assertThat(run(0, "batch", "run")).isEqualTo("Nothing is to be run: all batches are done.");
        assertThat(run(2, "batch", "pause", "20240102000000"))
                .isEqualTo(
                        "LG-101 Migration 20240102000000 fill is DONE, and cannot become PAUSED."
                                + " Nothing of it is left to be run.");
    }

    @Test
    void whereThereAreNoneThatIsSaid() {
        project.delete("20240102000000_fill.sql");
        project.delete("20240103000000_after.sql");

        assertThat(run(0, "batch", "run")).isEqualTo("No migration has batches.");
        assertThat(run(0, "batch", "status")).isEqualTo("No migration has batches.");
    }

    @Test
    void ofThoseThatUpRunsItIsUpThatGoesOn() {
        fill("");
        project.database().execute("ALTER TABLE item ADD CHECK (seen < 1 OR id < 500)");
        failureOf(project::up);

        assertThat(run(0, "batch", "status"))
                .endsWith("\n  Mend that and run up again: it goes on there.");
        assertThat(run(0, "batch", "pause", "20240102000000"))
                .endsWith("\n  Lift that with \"batch resume 20240102000000\" and run up again.");
        assertThat(run(0, "batch", "cancel", "20240102000000"))
                .endsWith("\n  Begin it anew with %s and run up again.".formatted(ANEW));
    }

    @Test
    void whoIsToldToStopHearsHowFarItIsAndWhatGoesOn() {
        project.up();
        Migrator migrator = project.migrator().build();
        AtomicInteger told = new AtomicInteger();
        Runnable stopping = () -> Thread.currentThread().interrupt();

        assertThat(
                        failureOf(
                                () ->
                                        migrator.batches()
                                                .run(
                                                        BatchRun.all()
                                                                .telling(
                                                                        status -> {
                                                                            if (told
                                                                                            .incrementAndGet()
                                                                                    == 3) {
                                                                                stopping.run();
                                                                            }
                                                                        }))))
                .hasMessage(
                        "LG-601 The run was told to stop. In the batches of migration"
                                + " 20240102000000"
                                + " fill: 3 batches (300 rows) are committed. Run %s: it goes on there."
                                        .formatted(RUN));
        assertThat(Thread.interrupted()).isTrue();
    }
}
